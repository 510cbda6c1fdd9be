"""What belongs to a country and what its people are called: the same name for the gate."""

_FORMS = """
us u.s usa u.s.a america american americans
uk u.k britain british briton britons
eu e.u european europeans europe
un u.n
afghanistan afghan afghans
albania albanian albanians
algeria algerian algerians
argentina argentine argentinian argentinians argentines
armenia armenian armenians
australia australian australians
austria austrian austrians
azerbaijan azerbaijani azerbaijanis
bangladesh bangladeshi bangladeshis
belarus belarusian belarusians
belgium belgian belgians
bolivia bolivian bolivians
bosnia bosnian bosnians
brazil brazilian brazilians
bulgaria bulgarian bulgarians
cambodia cambodian cambodians
canada canadian canadians
chile chilean chileans
china chinese
colombia colombian colombians
croatia croatian croatians
cuba cuban cubans
cyprus cypriot cypriots
czechia czech czechs
denmark danish dane danes
ecuador ecuadorian ecuadorians ecuadorean
egypt egyptian egyptians
england english
estonia estonian estonians
ethiopia ethiopian ethiopians
finland finnish finn finns
france french
gaza gazan gazans
georgia georgian georgians
germany german germans
ghana ghanaian ghanaians
greece greek greeks
haiti haitian haitians
hungary hungarian hungarians
iceland icelandic icelander icelanders
india indian indians
indonesia indonesian indonesians
iran iranian iranians
iraq iraqi iraqis
ireland irish
israel israeli israelis
italy italian italians
japan japanese
jordan jordanian jordanians
kazakhstan kazakh kazakhs
kenya kenyan kenyans
korea korean koreans
kosovo kosovar kosovars
kuwait kuwaiti kuwaitis
latvia latvian latvians
lebanon lebanese
libya libyan libyans
lithuania lithuanian lithuanians
malaysia malaysian malaysians
mali malian malians
mexico mexican mexicans
moldova moldovan moldovans
morocco moroccan moroccans
myanmar burma burmese
nepal nepali nepalese nepalis
netherlands dutch
niger nigerien nigeriens
nigeria nigerian nigerians
norway norwegian norwegians
pakistan pakistani pakistanis
palestine palestinian palestinians
peru peruvian peruvians
philippines philippine filipino filipinos
poland polish pole poles
portugal portuguese
qatar qatari qataris
romania romanian romanians
russia russian russians
rwanda rwandan rwandans
scotland scottish scot scots
senegal senegalese
serbia serbian serbians serb serbs
slovakia slovak slovaks slovakian
slovenia slovenian slovenians slovene slovenes
somalia somali somalis
spain spanish spaniard spaniards
sudan sudanese
sweden swedish swede swedes
switzerland swiss
syria syrian syrians
taiwan taiwanese
thailand thai thais
tunisia tunisian tunisians
turkey turkish turk turks türkiye
uganda ugandan ugandans
ukraine ukrainian ukrainians
venezuela venezuelan venezuelans
vietnam vietnamese
wales welsh
yemen yemeni yemenis
democratic democrat democrats
republican republicans gop
conservative conservatives tory tories
liberal liberals
muslim muslims islamic islam
christian christians
jew jews jewish
"""
SAME = {form: forms.split()[0] for forms in _FORMS.strip().splitlines() for form in forms.split()}
"""Every form -> the first of its line."""
SPELLED = {
    ("united", "states"): "us",
    ("united", "kingdom"): "uk",
    ("great", "britain"): "uk",
    ("european", "union"): "eu",
    ("united", "nations"): "un",
}
"""Names of two words -> the one word they are known by."""
