"""What providers tell us of mails they took: bounces and complaints, posted to an address of ours. Pure.

``proof`` says whether a post comes from the provider, ``events`` what it reports.
"""
