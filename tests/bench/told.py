"""Sentences of our own, as news tells them, with lines that retell them truly and lines that retell them falsely.

The true ones are written as an honest person would shorten or rephrase; each false one has one thing made wrong, and
says which.
"""

from typing import NamedTuple


class Told(NamedTuple):
    """Cited sentences, and what may and may not be made of them."""

    said: tuple[str, ...]
    true: tuple[str, ...]
    false: tuple[tuple[str, str], ...]
    """What is wrong, and the line."""


DEV = (
    Told(
        ("Unemployment in Norland rose from 3% to 4% in March, the statistics office said on Tuesday.",),
        (
            "Unemployment in Norland climbed to 4% in March from 3%, the statistics office said.",
            "The statistics office said on Tuesday that unemployment rose to 4 percent in March.",
            "Norland's unemployment rate reached 4 percent in March, up from 3 percent.",
        ),
        (
            ("number swap", "Unemployment in Norland rose from 4% to 3% in March, the statistics office said."),
            ("number swap", "Unemployment in Norland rose from 4% to 4% in March, the statistics office said."),
            ("unit", "Unemployment in Norland rose by 4 percentage points in March."),
            ("opposite", "Unemployment in Norland fell to 4% in March, the statistics office said."),
            ("date", "Unemployment in Norland rose to 4% in April, the statistics office said."),
            ("entity", "Unemployment in Sudland rose to 4% in March, the statistics office said."),
        ),
    ),
    Told(
        ("A storm killed 12 people and injured 30 others near Port Amber on Sunday, officials said.",),
        (
            "Officials said 12 people died and 30 were injured in a storm near Port Amber.",
            "A storm near Port Amber killed 12 people on Sunday.",
            "Thirty people were injured and twelve killed by a storm near Port Amber, officials said.",
        ),
        (
            ("number swap", "A storm killed 30 people and injured 12 others near Port Amber on Sunday."),
            ("number swap", "A storm near Port Amber killed 30 people, officials said."),
            ("number", "A storm killed 13 people near Port Amber on Sunday, officials said."),
            ("date", "A storm killed 12 people near Port Amber on Monday, officials said."),
            ("unit", "A storm killed 12 thousand people near Port Amber on Sunday, officials said."),
        ),
    ),
    Told(
        ("Helvar Motors sued Ostrich Energy on Friday over a battery contract worth $3.5 billion.",),
        (
            "Ostrich Energy was sued by Helvar Motors over a $3.5 billion battery contract.",
            "Helvar Motors filed suit against Ostrich Energy on Friday over a battery contract.",
            "Helvar Motors has sued Ostrich Energy over a battery contract worth 3.5 billion dollars.",
        ),
        (
            ("actor", "Ostrich Energy sued Helvar Motors on Friday over a battery contract."),
            ("actor", "Helvar Motors was sued by Ostrich Energy over a battery contract."),
            ("unit", "Helvar Motors sued Ostrich Energy over a battery contract worth $3.5 million."),
            ("unit", "Helvar Motors sued Ostrich Energy over a battery contract worth 3.5 billion euros."),
            ("entity", "Helvar Motors sued Lupin Energy on Friday over a battery contract."),
        ),
    ),
    Told(
        ("Former president Dana Whitlock met President Luis Ortega in Geneva to discuss a ceasefire.",),
        (
            "Dana Whitlock met President Luis Ortega in Geneva to talk about a ceasefire.",
            "In Geneva, former president Whitlock and President Ortega discussed a ceasefire.",
            "Ortega met Whitlock in Geneva to discuss a ceasefire.",
        ),
        (
            ("title", "President Dana Whitlock met President Luis Ortega in Geneva to discuss a ceasefire."),
            ("title", "Dana Whitlock met former president Luis Ortega in Geneva to discuss a ceasefire."),
            ("title", "Acting president Luis Ortega discussed a ceasefire in Geneva."),
            ("entity", "Former president Dana Whitlock met Carmen Ortega in Geneva to discuss a ceasefire."),
        ),
    ),
    Told(
        (
            "“We will not raise taxes on working families,” Finance Minister Olga Brandt told reporters in Vienna.",
            "Brandt said the budget would be presented on June 12.",
        ),
        (
            "Finance Minister Olga Brandt said “we will not raise taxes on working families” and presents the budget on June 12.",
            "Olga Brandt told reporters in Vienna that taxes on working families will not rise.",
            "The budget will be presented on 12 June, Brandt said.",
        ),
        (
            ("quote", "“We will never tax families,” Finance Minister Olga Brandt told reporters in Vienna."),
            ("quote", "Brandt said “the budget would be presented on June 12”."),
            (
                "negation",
                "Finance Minister Olga Brandt told reporters in Vienna she will raise taxes on working families.",
            ),
            ("date", "Brandt said the budget would be presented on July 12."),
            ("date", "Brandt said the budget would be presented on June 21."),
        ),
    ),
    Told(
        ("The Senate voted 51-49 on Wednesday to confirm Judge Amara Cole to the federal appeals court.",),
        (
            "Judge Amara Cole was confirmed to the federal appeals court by the Senate, 51 to 49.",
            "The Senate confirmed Amara Cole on Wednesday in a 51-49 vote.",
            "Amara Cole is to join the federal appeals court after a Senate vote of 51-49.",
        ),
        (
            ("number", "The Senate voted 52-48 on Wednesday to confirm Judge Amara Cole to the appeals court."),
            ("negation", "The Senate voted 51-49 on Wednesday not to confirm Judge Amara Cole."),
            ("negation", "The Senate rejected Judge Amara Cole for the federal appeals court, 51-49."),
            ("entity", "The House voted 51-49 on Wednesday to confirm Judge Amara Cole."),
            ("title", "The Senate voted 51-49 to confirm Attorney General Amara Cole."),
        ),
    ),
    Told(
        ("Police do not believe that the fire at the Calder mill was set deliberately.",),
        (
            "Police do not believe the fire at Calder mill was deliberate.",
            "The Calder mill fire was not set deliberately, police believe.",
            "Police have no belief that the fire at the Calder mill was set deliberately.",
        ),
        (
            ("negation", "Police believe that the fire at the Calder mill was set deliberately."),
            ("negation", "The fire at the Calder mill was set deliberately, police believe."),
            ("entity", "Police do not believe that the fire at the Dalton mill was set deliberately."),
        ),
    ),
    Told(
        ("The company may close its plant in Marlow next year if talks with the union fail, three people said.",),
        (
            "The company could close its Marlow plant next year if union talks fail, three people said.",
            "The plant in Marlow may close next year if talks with the union fail.",
        ),
        (
            ("doubt", "The company closes its plant in Marlow next year."),
            ("date", "The company may close its plant in Marlow this year if talks with the union fail."),
            ("opposite", "The company may open its plant in Marlow next year if talks with the union fail."),
            ("number", "The company may close its plant in Marlow next year, five people said."),
        ),
    ),
    Told(
        ("Germany exports more cars to China than France does, while Italy imports most of its steel from Turkey.",),
        (
            "Germany exports more cars to China than France.",
            "Italy gets most of its imported steel from Turkey.",
            "German car exports to China exceed those of France.",
        ),
        (
            ("actor", "France exports more cars to China than Germany."),
            ("actor", "Turkey imports most of its steel from Italy."),
            ("opposite", "Italy exports most of its steel from Turkey."),
            ("entity", "Germany exports more cars to Japan than France does."),
        ),
    ),
    Told(
        (
            "Prime Minister Ravi Desai resigned on Monday after Deputy Prime Minister Anita Rao withdrew her party's support.",
        ),
        (
            "Ravi Desai resigned as prime minister after Anita Rao's party withdrew its support.",
            "Prime Minister Desai resigned on Monday.",
            "Anita Rao withdrew her party's support, and Desai resigned.",
        ),
        (
            ("actor", "Anita Rao resigned on Monday."),
            ("actor", "Prime Minister Ravi Desai withdrew his party's support on Monday."),
            ("title", "Prime Minister Anita Rao withdrew her party's support."),
            ("title", "Deputy Prime Minister Ravi Desai resigned on Monday."),
            ("date", "Prime Minister Ravi Desai resigned on Thursday after Anita Rao withdrew her party's support."),
        ),
    ),
    Told(
        ("The central bank cut its key rate by half a percentage point to 2.25 percent, its third cut this year.",),
        (
            "The central bank lowered its key rate by half a percentage point to 2.25%.",
            "The key rate is now 2.25% after the central bank's third cut this year.",
        ),
        (
            ("unit", "The central bank cut its key rate by half a percent to 2.25 percentage points."),
            ("opposite", "The central bank raised its key rate by half a percentage point to 2.25 percent."),
            ("number", "The central bank cut its key rate by half a percentage point to 2.75 percent."),
            ("number", "The central bank cut its key rate to 2.25 percent, its fourth cut this year."),
            ("date", "The central bank cut its key rate to 2.25 percent, its third cut last year."),
        ),
    ),
    Told(
        ("Telvia will switch off 3G and build 6,000 5G masts in six counties by 2028.",),
        (
            "Telvia plans 6,000 5G masts in six counties by 2028 and will switch off 3G.",
            "By 2028 Telvia will build 6,000 masts for 5G in 6 counties.",
        ),
        (
            ("number", "Telvia will switch off 3G and build 6,000 6G masts in six counties by 2028."),
            ("number swap", "Telvia will build six 5G masts in 6,000 counties by 2028."),
            ("number", "Telvia will build 6,000 5G masts in six counties by 2030."),
            ("unit", "Telvia will build 6 million 5G masts in six counties by 2028."),
        ),
    ),
    Told(
        ("Israel's strike on a depot in Karsh killed a commander, and Hamar fired rockets at Israel in response.",),
        (
            "An Israeli strike on a depot in Karsh killed a commander.",
            "Hamar fired rockets at Israel after a strike on a depot in Karsh killed a commander.",
            "In response to Israel's strike on a depot, Hamar fired rockets.",
        ),
        (
            ("actor", "Israel fired rockets at Hamar in response."),
            ("actor", "Hamar's strike on a depot in Karsh killed a commander."),
            ("entity", "Israel's strike on a depot in Beirut killed a commander."),
            ("negation", "Israel's strike on a depot in Karsh did not kill a commander."),
        ),
    ),
    Told(
        ("The court rejected the appeal of Tomas Veil, who was convicted of fraud in 2021.",),
        (
            "The court turned down the appeal of Tomas Veil, convicted of fraud in 2021.",
            "Tomas Veil's appeal was rejected by the court.",
            "Veil, convicted of fraud in 2021, lost his appeal in court.",
        ),
        (
            ("negation", "The court granted the appeal of Tomas Veil, who was convicted of fraud in 2021."),
            ("opposite", "The court rejected the appeal of Tomas Veil, who was acquitted of fraud in 2021."),
            ("date", "The court rejected the appeal of Tomas Veil, who was convicted of fraud in 2012."),
            ("negation", "The court did not reject the appeal of Tomas Veil."),
        ),
    ),
    Told(
        ("Turnout was 61 percent in the north and 48 percent in the south, the election commission said.",),
        (
            "Turnout reached 61% in the north but 48% in the south.",
            "In the south 48 percent voted and in the north 61 percent, the election commission said.",
            "The election commission put turnout in the north at 61 percent.",
        ),
        (
            ("number swap", "Turnout was 48 percent in the north and 61 percent in the south."),
            ("number swap", "Turnout was 61 percent in the south, the election commission said."),
            ("opposite", "Turnout was 61 percent in the east, 48 percent in the south."),
            ("unit", "Turnout was 61 percentage points in the north and 48 percent in the south."),
        ),
    ),
    Told(
        ("Researchers at Bexley University found no evidence that the vaccine causes memory loss.",),
        (
            "Bexley University researchers found no evidence of the vaccine causing memory loss.",
            "There is no evidence that the vaccine causes memory loss, researchers at Bexley University found.",
            "Researchers found no sign that the vaccine causes memory loss.",
        ),
        (
            ("negation", "Researchers at Bexley University found evidence that the vaccine causes memory loss."),
            ("negation", "The vaccine causes memory loss, researchers at Bexley University found."),
            ("entity", "Researchers at Oxford University found no evidence that the vaccine causes memory loss."),
        ),
    ),
    Told(
        ("The ferry Lady Ombre, carrying 214 passengers and 18 crew, struck a pier in Harrow Bay in thick fog.",),
        (
            "The Lady Ombre struck a pier in Harrow Bay in fog with 214 passengers and 18 crew aboard.",
            "A ferry with 214 passengers struck a pier in thick fog in Harrow Bay.",
            "In thick fog, a ferry carrying 18 crew and 214 passengers hit a pier in Harrow Bay.",
        ),
        (
            ("number swap", "The ferry Lady Ombre, carrying 18 passengers and 214 crew, struck a pier in Harrow Bay."),
            ("number", "The ferry Lady Ombre, carrying 241 passengers, struck a pier in Harrow Bay."),
            ("entity", "The ferry Lady Amber struck a pier in Harrow Bay in thick fog."),
            ("entity", "The ferry Lady Ombre struck a pier in Sorrow Bay in thick fog."),
        ),
    ),
    Told(
        ("Governor Mia Tran vetoed the bill, calling it “a gift to landlords and a slap to renters.”",),
        (
            "Governor Mia Tran vetoed the bill as “a gift to landlords”.",
            "The bill was vetoed by Governor Tran.",
            "Tran called the bill “a gift to landlords and a slap to renters” and vetoed it.",
        ),
        (
            ("quote", "Governor Mia Tran vetoed the bill, calling it “a gift to renters and a slap to landlords.”"),
            ("quote", "Governor Mia Tran vetoed the bill, calling it “a present for rich landlords.”"),
            ("title", "Mayor Mia Tran vetoed the bill, calling it “a gift to landlords.”"),
            ("negation", "Governor Mia Tran did not veto the bill, calling it “a gift to landlords.”"),
            ("quote", "Governor Mia Tran “vetoed the bill with great anger today.”"),
        ),
    ),
    Told(
        ("Shares of Novarre fell 7 percent to $41.20 after the drugmaker said a trial of its heart drug had failed.",),
        (
            "Novarre shares dropped 7% to $41.20 after a trial of its heart drug failed.",
            "A failed trial of a heart drug sent shares of Novarre down 7 percent.",
            "After a heart drug trial failed, Novarre stock fell 7 percent.",
        ),
        (
            ("opposite", "Shares of Novarre rose 7 percent to $41.20 after the drugmaker's trial."),
            ("number", "Shares of Novarre fell 17 percent to $41.20 after a trial of its heart drug had failed."),
            ("unit", "Shares of Novarre fell $7 to $41.20 after a trial of its heart drug had failed."),
            ("negation", "Shares of Novarre fell 7 percent although a trial of its heart drug had not failed."),
        ),
    ),
    Told(
        ("Bulgaria and Romania will join the border-free zone on January 1, after Austria dropped its objections.",),
        (
            "Romania and Bulgaria will join the border-free zone on January 1.",
            "Austria dropped its objections to Bulgaria and Romania joining the border-free zone.",
            "From 1 January Bulgaria and Romania will be part of the border-free zone.",
        ),
        (
            ("entity", "Bulgaria and Hungary will join the border-free zone on January 1."),
            ("entity", "Bulgaria and Romania will join the border-free zone after Germany dropped its objections."),
            ("date", "Bulgaria and Romania will join the border-free zone on January 11."),
            ("opposite", "Bulgaria and Romania will leave the border-free zone on January 1."),
            ("actor", "Austria will join the border-free zone after Bulgaria dropped its objections."),
        ),
    ),
)

HELD = (
    Told(
        ("The Kestrel Valley school board voted 5-2 on Thursday to close three elementary schools by August.",),
        (
            "Three elementary schools will close by August after a 5-2 vote of the Kestrel Valley school board.",
            "The Kestrel Valley school board decided on Thursday to close three elementary schools.",
            "By a vote of 5 to 2, the Kestrel Valley board will close three schools by August.",
        ),
        (
            ("number", "The Kestrel Valley school board voted 6-1 on Thursday to close three elementary schools."),
            ("opposite", "The Kestrel Valley school board voted 5-2 on Thursday to open three elementary schools."),
            ("number", "The Kestrel Valley school board voted 5-2 to close four elementary schools by August."),
            (
                "negation",
                "The Kestrel Valley school board voted 5-2 on Thursday not to close three elementary schools.",
            ),
        ),
    ),
    Told(
        (
            "Mexico extradited drug lord Rafael Pino to the United States on Friday, two decades after his first arrest.",
        ),
        (
            "Drug lord Rafael Pino was extradited from Mexico to the United States on Friday.",
            "Mexico has extradited Rafael Pino to the US, two decades after he was first arrested.",
            "Two decades after his first arrest, Pino was extradited to the United States by Mexico.",
        ),
        (
            ("actor", "The United States extradited drug lord Rafael Pino to Mexico on Friday."),
            ("number", "Mexico extradited Rafael Pino to the United States three decades after his first arrest."),
            ("entity", "Colombia extradited drug lord Rafael Pino to the United States on Friday."),
            ("entity", "Mexico extradited drug lord Miguel Pino to the United States on Friday."),
        ),
    ),
    Told(
        (
            "Airline Aurora Air posted a loss of €412 million for the first half, against a profit of €96 million a year earlier.",
        ),
        (
            "Aurora Air lost €412 million in the first half, after a profit of €96 million a year earlier.",
            "Aurora Air's first-half loss was 412 million euros.",
            "The airline posted a €412 million loss, compared with a €96 million profit a year before.",
        ),
        (
            (
                "number swap",
                "Aurora Air posted a loss of €96 million, against a profit of €412 million a year earlier.",
            ),
            ("unit", "Aurora Air posted a loss of €412 billion for the first half."),
            ("opposite", "Aurora Air posted a profit of €412 million for the first half."),
            ("unit", "Aurora Air posted a loss of $412 million for the first half."),
        ),
    ),
    Told(
        ("Scientists have not yet confirmed that the bone fragments found near Tarrow belong to a new species.",),
        (
            "Scientists have not confirmed that bone fragments found near Tarrow belong to a new species.",
            "It is not yet confirmed that the fragments found near Tarrow belong to a new species.",
        ),
        (
            ("negation", "Scientists have confirmed that bone fragments found near Tarrow belong to a new species."),
            ("negation", "Bone fragments found near Tarrow belong to a new species, scientists confirmed."),
            ("entity", "Scientists have not confirmed that bone fragments found near Harrow belong to a new species."),
        ),
    ),
    Told(
        ("Senator Paula Greer accused Senator Neil Okafor of lying about the vote, and Okafor demanded an apology.",),
        (
            "Paula Greer accused Neil Okafor of lying about the vote.",
            "Senator Okafor was accused by Senator Greer of lying and demanded an apology.",
            "Okafor demanded an apology after Greer accused him of lying about the vote.",
        ),
        (
            ("actor", "Senator Neil Okafor accused Senator Paula Greer of lying about the vote."),
            ("actor", "Paula Greer demanded an apology from Senator Neil Okafor."),
            ("title", "Governor Paula Greer accused Senator Neil Okafor of lying about the vote."),
            ("actor", "Senator Paula Greer was accused by Senator Neil Okafor of lying about the vote."),
        ),
    ),
    Told(
        (
            "Heavy rain flooded 1,100 homes in Lower Saxby and cut power to about 40,000 customers, the utility Nordgrid said.",
        ),
        (
            "About 40,000 customers lost power and 1,100 homes were flooded in Lower Saxby, Nordgrid said.",
            "Nordgrid said heavy rain cut power to about 40,000 customers.",
            "Heavy rain in Lower Saxby flooded 1,100 homes and left some 40,000 customers without power, Nordgrid said.",
        ),
        (
            ("number swap", "Heavy rain flooded 40,000 homes in Lower Saxby and cut power to 1,100 customers."),
            ("number", "Heavy rain flooded 11,000 homes in Lower Saxby, the utility Nordgrid said."),
            ("entity", "Heavy rain flooded 1,100 homes in Upper Saxby, the utility Nordgrid said."),
            ("number", "Heavy rain cut power to about 400,000 customers, the utility Nordgrid said."),
        ),
    ),
    Told(
        ("The ministry will raise the minimum wage from 11.50 to 12.25 crowns an hour on October 1.",),
        (
            "The minimum wage rises to 12.25 crowns an hour on October 1.",
            "On October 1 the ministry will raise the hourly minimum wage from 11.50 to 12.25 crowns.",
            "The ministry is raising the minimum wage to 12.25 crowns an hour from 11.50.",
        ),
        (
            ("number swap", "The ministry will raise the minimum wage from 12.25 to 11.50 crowns an hour."),
            ("opposite", "The ministry will cut the minimum wage from 11.50 to 12.25 crowns an hour."),
            ("date", "The ministry will raise the minimum wage to 12.25 crowns an hour on November 1."),
            ("number", "The ministry will raise the minimum wage to 12.75 crowns an hour on October 1."),
            ("unit", "The ministry will raise the minimum wage to 12.25 crowns a day on October 1."),
        ),
    ),
    Told(
        ("“This was an attack on all of us,” Mayor Lena Fisk said after the shooting in Dorset Square.",),
        (
            "Mayor Lena Fisk called the shooting in Dorset Square “an attack on all of us”.",
            "After the shooting in Dorset Square, Fisk said: “This was an attack on all of us.”",
            "Lena Fisk said the shooting in Dorset Square was “an attack on all of us.”",
        ),
        (
            ("quote", "Mayor Lena Fisk called the shooting in Dorset Square “an attack on our city”."),
            ("quote", "“This is war on all of us,” Mayor Lena Fisk said after the shooting in Dorset Square."),
            ("title", "Former mayor Lena Fisk called the shooting in Dorset Square “an attack on all of us”."),
            ("entity", "Mayor Lena Fisk called the shooting in Somerset Square “an attack on all of us”."),
        ),
    ),
    Told(
        ("Ukraine said it shot down 34 of 41 drones launched by Russia overnight; two people were hurt in Odesa.",),
        (
            "Ukraine said it shot down 34 of 41 Russian drones overnight.",
            "Two people were hurt in Odesa as Russia launched 41 drones, of which Ukraine says it shot down 34.",
            "Russia launched 41 drones overnight, and Ukraine said it shot down 34 of them.",
        ),
        (
            ("actor", "Russia said it shot down 34 of 41 drones launched by Ukraine overnight."),
            ("number swap", "Ukraine said it shot down 41 of 34 drones launched by Russia overnight."),
            ("entity", "Two people were hurt in Kharkiv as Russia launched 41 drones overnight."),
            ("number", "Ukraine said it shot down 31 of 41 drones launched by Russia overnight."),
        ),
    ),
    Told(
        (
            "Regulators fined Brightline Bank 25 million pounds for failing to report suspicious transfers between 2015 and 2019.",
        ),
        (
            "Brightline Bank was fined £25 million for failing to report suspicious transfers between 2015 and 2019.",
            "Regulators fined Brightline Bank £25m over suspicious transfers that it failed to report.",
            "For failing to report suspicious transfers, Brightline Bank must pay a fine of 25 million pounds.",
        ),
        (
            (
                "date",
                "Regulators fined Brightline Bank for failing to report suspicious transfers between 2016 and 2019.",
            ),
            ("unit", "Regulators fined Brightline Bank 25 billion pounds for failing to report suspicious transfers."),
            ("negation", "Regulators did not fine Brightline Bank for failing to report suspicious transfers."),
            (
                "number swap",
                "Brightline Bank was fined for failing to report suspicious transfers between 2019 and 2015.",
            ),
        ),
    ),
    Told(
        (
            "Acting director Joan Pell told employees that the agency would be moved from Denver to Omaha within six months.",
        ),
        (
            "The agency will move from Denver to Omaha within six months, acting director Joan Pell told employees.",
            "Joan Pell told employees that the agency would be moved to Omaha from Denver.",
            "Acting director Pell said the agency would move to Omaha within 6 months.",
        ),
        (
            ("entity swap", "The agency will be moved from Omaha to Denver, acting director Joan Pell told employees."),
            ("title", "Former director Joan Pell told employees that the agency would be moved to Omaha."),
            ("unit", "Acting director Joan Pell said the agency would be moved to Omaha within six weeks."),
            ("number", "Acting director Joan Pell said the agency would be moved to Omaha within eight months."),
        ),
    ),
    Told(
        ("Japan beat Brazil 3-1 in the final, while Canada took bronze against Poland.",),
        (
            "Japan won the final against Brazil, 3-1.",
            "Canada took bronze by beating Poland.",
            "Brazil lost to Japan, 3-1, in the final.",
        ),
        (
            ("actor", "Brazil beat Japan 3-1 in the final."),
            ("number", "Japan beat Brazil 3-0 in the final."),
            ("actor", "Poland took bronze against Canada."),
            ("entity", "Japan beat Poland 3-1 in the final."),
        ),
    ),
    Told(
        (
            "The drug reduced the risk of stroke by 18 percent in men and 11 percent in women, the trial of 9,400 patients found.",
        ),
        (
            "A trial of 9,400 patients found that the drug cut stroke risk by 18 percent in men.",
            "In women the drug reduced the risk of stroke by 11%, and in men by 18%.",
            "The drug lowered the risk of stroke in men by 18 percent, a trial found.",
        ),
        (
            ("number swap", "The drug reduced the risk of stroke by 11 percent in men and 18 percent in women."),
            ("opposite", "The drug increased the risk of stroke by 18 percent in men."),
            ("number", "The drug reduced the risk of stroke by 18 percent in men, a trial of 4,900 patients found."),
            ("unit", "The drug reduced the risk of stroke by 18 percentage points in men."),
        ),
    ),
    Told(
        ("Police in Lyon arrested four suspects on Saturday; none of them has been charged, prosecutors said.",),
        (
            "Four suspects were arrested in Lyon on Saturday, but none has been charged.",
            "None of the four suspects arrested by police in Lyon has been charged, prosecutors said.",
            "Prosecutors said that four suspects were arrested in Lyon on Saturday.",
        ),
        (
            ("negation", "Four suspects arrested in Lyon on Saturday have been charged, prosecutors said."),
            ("opposite", "Police in Lyon released four suspects on Saturday, prosecutors said."),
            ("date", "Police in Lyon arrested four suspects on Sunday, prosecutors said."),
            ("entity", "Police in Marseille arrested four suspects on Saturday, prosecutors said."),
        ),
    ),
    Told(
        (
            "India's exports to the Gulf rose 12% last quarter, the trade ministry said, while imports of crude fell 5%.",
        ),
        (
            "The ministry said India's exports to the Gulf rose 12 percent last quarter as imports of crude fell 5 percent.",
            "Crude imports fell 5% and exports to the Gulf rose 12%, India's trade ministry said.",
            "Indian exports to the Gulf were up 12% in the last quarter, the ministry said.",
        ),
        (
            ("number swap", "India's exports to the Gulf rose 5% last quarter, while imports of crude fell 12%."),
            ("opposite", "India's exports to the Gulf fell 12% last quarter, the trade ministry said."),
            ("entity", "Pakistan's exports to the Gulf rose 12% last quarter, the trade ministry said."),
            ("date", "India's exports to the Gulf will rise 12% next quarter, the trade ministry said."),
        ),
    ),
    Told(
        ("Thousands marched in Tallin and Riga on Sunday against a law that would ban foreign funding of charities.",),
        (
            "Thousands of people marched on Sunday in Riga and Tallin against a law banning foreign funding of charities.",
            "A law that would ban foreign funding of charities drew thousands onto the streets of Tallin and Riga.",
            "In Tallin, thousands marched against a law on foreign funding of charities.",
        ),
        (
            ("number", "Hundreds marched in Tallin and Riga on Sunday against a law on foreign funding."),
            ("opposite", "Thousands marched on Sunday against a law that would allow foreign funding of charities."),
            ("entity", "Thousands marched in Tallin and Vilnius on Sunday against a law on foreign funding."),
        ),
    ),
    Told(
        ("The judge ruled that Orson Media did not defame singer Kaya Lind, who had sought $8 million in damages.",),
        (
            "Orson Media did not defame singer Kaya Lind, the judge ruled.",
            "Singer Kaya Lind, who sought $8 million in damages, was not defamed by Orson Media, the judge ruled.",
            "A judge ruled Orson Media had not defamed Kaya Lind.",
        ),
        (
            ("negation", "The judge ruled that Orson Media defamed singer Kaya Lind, who had sought $8 million."),
            ("actor", "The judge ruled that Kaya Lind did not defame Orson Media."),
            ("unit", "Singer Kaya Lind had sought $8 billion in damages from Orson Media."),
            ("negation", "Singer Kaya Lind was defamed by Orson Media, the judge ruled."),
        ),
    ),
    Told(
        ("Spain could lose EU funds if it misses a June 30 deadline, Economy Minister Rosa Vidal warned lawmakers.",),
        (
            "Economy Minister Rosa Vidal warned that Spain could lose EU funds if it misses a June 30 deadline.",
            "Spain may lose funds from the EU unless it meets a deadline of 30 June, Rosa Vidal warned.",
            "Rosa Vidal warned lawmakers that EU funds could be lost.",
        ),
        (
            ("doubt", "Spain loses EU funds after it misses a June 30 deadline."),
            ("title", "Prime Minister Rosa Vidal warned lawmakers that Spain could lose EU funds."),
            ("date", "Spain could lose EU funds if it misses a July 30 deadline, Rosa Vidal warned lawmakers."),
            ("entity", "Portugal could lose EU funds if it misses a June 30 deadline, Rosa Vidal warned."),
        ),
    ),
    Told(
        (
            "Chief Justice Omar Haddad swore in President Leila Mansour on Saturday in Ardun, ending a two-year interim government.",
        ),
        (
            "Leila Mansour was sworn in as president by Chief Justice Omar Haddad on Saturday in Ardun.",
            "President Leila Mansour's swearing-in on Saturday ended a two-year interim government.",
            "Chief Justice Haddad swore in President Mansour in Ardun.",
        ),
        (
            ("title", "President Omar Haddad was sworn in on Saturday in Ardun."),
            ("actor", "President Leila Mansour swore in Chief Justice Omar Haddad on Saturday in Ardun."),
            ("title", "Interim President Leila Mansour was sworn in on Saturday in Ardun."),
            ("unit", "President Leila Mansour was sworn in, ending a two-month interim government."),
        ),
    ),
    Told(
        (
            "Kestrel Foods will buy rival Maple Farms for 1.9 billion dollars in cash, the companies said on Monday.",
            "Kestrel shares fell 4.2 percent while Maple jumped 21 percent.",
        ),
        (
            "Kestrel Foods is to buy Maple Farms for $1.9 billion in cash.",
            "Shares of Maple jumped 21 percent and those of Kestrel fell 4.2 percent after the companies announced the deal on Monday.",
            "Maple Farms will be bought by rival Kestrel Foods for $1.9 billion, the companies said on Monday.",
        ),
        (
            ("actor", "Maple Farms will buy rival Kestrel Foods for 1.9 billion dollars in cash."),
            ("number swap", "Kestrel shares fell 21 percent while Maple jumped 4.2 percent."),
            ("opposite", "Kestrel shares rose 4.2 percent after the companies said it will buy Maple Farms."),
            ("negation", "Kestrel Foods will not buy rival Maple Farms for 1.9 billion dollars in cash."),
        ),
    ),
)

LATER = (
    Told(
        (
            (
                "Danish shipping group Norvik said on Wednesday it will cut 1,450 of its 23,000 jobs after profits dropped by a "
                "third, and that chief executive Mads Lund would be succeeded by Clara Holm in May."
            ),
        ),
        (
            "Norvik will cut 1,450 of its 23,000 jobs after a drop of a third in profits.",
            "Clara Holm will succeed Mads Lund as chief executive of the Danish shipping group Norvik in May.",
            "Mads Lund is to be succeeded by Clara Holm as Norvik's chief executive.",
            "The Danish shipping group said it will cut 1,450 jobs.",
        ),
        (
            ("actor", "Mads Lund will succeed Clara Holm as chief executive of Norvik in May."),
            ("number swap", "Norvik will cut 23,000 of its 1,450 jobs after profits dropped by a third."),
            ("number", "Norvik will cut 1,450 of its 23,000 jobs after profits dropped by half."),
            ("entity", "Swedish shipping group Norvik will cut 1,450 of its 23,000 jobs."),
            ("date", "Clara Holm will succeed Mads Lund as chief executive in June."),
        ),
    ),
    Told(
        (
            "Two 17-year-old boys were arrested after a 43-year-old teacher was stabbed at Elm Grove School at about 2:40 p.m.",
        ),
        (
            "Two boys aged 17 were arrested after a teacher was stabbed at Elm Grove School.",
            "A 43-year-old teacher was stabbed at Elm Grove School at about 2:40 p.m.",
            "Two 17-year-olds were arrested over the stabbing of a teacher at Elm Grove School.",
        ),
        (
            (
                "number swap",
                "Two 43-year-old boys were arrested after a 17-year-old teacher was stabbed at Elm Grove School.",
            ),
            ("number", "Three 17-year-old boys were arrested after a teacher was stabbed at Elm Grove School."),
            ("number", "A 43-year-old teacher was stabbed at Elm Grove School at about 3:40 p.m."),
            ("unit", "A 43-year-old teacher was stabbed at Elm Grove School at about 2:40 a.m."),
            ("entity", "A 43-year-old teacher was stabbed at Oak Grove School."),
        ),
    ),
    Told(
        (
            "Kenya's parliament passed the finance bill by 168 votes to 112, but President Joyce Auma said she would not sign it.",
        ),
        (
            "Kenya's parliament passed the finance bill, but President Joyce Auma refused to sign it.",
            "President Joyce Auma said she would not sign the finance bill that parliament passed by 168 votes to 112.",
            "The finance bill passed Kenya's parliament by 168 to 112.",
            "The Kenyan parliament passed the finance bill by 168 votes to 112.",
        ),
        (
            (
                "negation",
                "Kenya's parliament passed the finance bill, and President Joyce Auma said she would sign it.",
            ),
            ("number swap", "Kenya's parliament passed the finance bill by 112 votes to 168."),
            ("title", "Prime Minister Joyce Auma said she would not sign the finance bill."),
            ("negation", "Kenya's parliament rejected the finance bill by 168 votes to 112."),
            ("entity", "Uganda's parliament passed the finance bill by 168 votes to 112."),
        ),
    ),
    Told(
        (
            (
                "A magnitude 6.4 earthquake struck 30 kilometers south of Vorra at a depth of 12 kilometers, the geological "
                "survey said; there were no immediate reports of casualties."
            ),
        ),
        (
            "A 6.4-magnitude earthquake hit 30 kilometers south of Vorra.",
            "No casualties were immediately reported after an earthquake of magnitude 6.4 south of Vorra.",
            "The earthquake south of Vorra had a depth of 12 km, the geological survey said.",
        ),
        (
            (
                "number swap",
                "A magnitude 6.4 earthquake struck 12 kilometers south of Vorra at a depth of 30 kilometers.",
            ),
            ("number", "A magnitude 4.6 earthquake struck 30 kilometers south of Vorra."),
            ("unit", "A magnitude 6.4 earthquake struck 30 miles south of Vorra."),
            ("opposite", "A magnitude 6.4 earthquake struck 30 kilometers north of Vorra."),
            ("negation", "There were immediate reports of casualties after the earthquake south of Vorra."),
        ),
    ),
    Told(
        (
            (
                "Mr. Alder, a Republican who represents Ohio, said Democrats had blocked the measure; his spokeswoman, Tess Boyle, "
                "declined to say whether he would run again."
            ),
        ),
        (
            "Mr. Alder, a Republican from Ohio, said Democrats had blocked the measure.",
            "Tess Boyle, a spokeswoman for Alder, declined to say whether he would run again.",
            "Democrats blocked the measure, Alder said.",
        ),
        (
            ("entity swap", "Mr. Alder, a Democrat who represents Ohio, said Republicans had blocked the measure."),
            ("actor", "Tess Boyle said Democrats had blocked the measure."),
            ("negation", "Tess Boyle, a spokeswoman for Alder, said he would run again."),
            ("entity", "Mr. Alder, a Republican who represents Iowa, said Democrats had blocked the measure."),
        ),
    ),
    Told(
        (
            (
                "The World Health Organization declared the outbreak in Tamba over on Friday, after 42 days without a new case; "
                "it had killed 88 of the 131 people infected."
            ),
        ),
        (
            "The WHO declared the outbreak in Tamba over after 42 days without a new case.",
            "The outbreak in Tamba, which killed 88 of 131 infected people, was declared over on Friday.",
            "The World Health Organization said on Friday that the outbreak was over.",
        ),
        (
            ("number swap", "The outbreak killed 131 of the 88 people infected in Tamba."),
            (
                "unit",
                "The World Health Organization declared the outbreak in Tamba over after 42 weeks without a new case.",
            ),
            ("negation", "The World Health Organization did not declare the outbreak in Tamba over on Friday."),
            ("number", "The outbreak in Tamba killed 88 of the 113 people infected."),
        ),
    ),
    Told(
        (
            "“I never took a cent from that company,” the senator, Bruno Falk, told the committee under oath on March 3.",
        ),
        (
            "Senator Bruno Falk told the committee under oath: “I never took a cent from that company.”",
            "Bruno Falk, the senator, told the committee on March 3 he “never took a cent from that company.”",
            "Under oath, Falk denied taking money from that company.",
        ),
        (
            ("quote", "“I never took money from any company,” Senator Bruno Falk told the committee."),
            ("quote", "Bruno Falk told the committee he “took a cent from that company.”"),
            ("date", "Senator Bruno Falk told the committee under oath on March 13 that he never took a cent."),
            ("negation", "Bruno Falk told the committee under oath that he took a cent from that company."),
            ("title", "Former senator Bruno Falk told the committee he never took a cent from that company."),
        ),
    ),
    Told(
        (
            "Inflation in the euro area eased to 2.1 percent in May from 2.4 percent in April, below the 2.2 percent economists expected.",
        ),
        (
            "Euro area inflation eased to 2.1 percent in May from 2.4 percent in April.",
            "Inflation in the euro area was 2.1% in May, while economists had expected 2.2%.",
            "Inflation fell to 2.1 percent in May, below the 2.2 percent that economists expected.",
            "In April, inflation in the euro area was 2.4 percent.",
        ),
        (
            ("number swap", "Inflation in the euro area eased to 2.4 percent in May from 2.1 percent in April."),
            ("number swap", "Inflation in the euro area eased to 2.2 percent in May from 2.4 percent in April."),
            ("date swap", "Inflation in the euro area eased to 2.1 percent in April from 2.4 percent in May."),
            (
                "opposite",
                "Inflation in the euro area eased to 2.1 percent in May, above the 2.2 percent economists expected.",
            ),
            ("opposite", "Inflation in the euro area rose to 2.1 percent in May from 2.4 percent in April."),
        ),
    ),
    Told(
        (
            "Rescuers pulled a girl, 9, alive from the rubble in Sarnak four days after the quake, while her brother was found dead.",
        ),
        (
            "A 9-year-old girl was pulled alive from the rubble in Sarnak four days after the quake.",
            "Four days after the quake, rescuers found a girl alive in Sarnak; her brother was dead.",
            "Rescuers in Sarnak pulled a girl from the rubble.",
        ),
        (
            (
                "opposite",
                "Rescuers pulled a girl, 9, dead from the rubble in Sarnak while her brother was found alive.",
            ),
            ("number", "Rescuers pulled a girl, 9, alive from the rubble in Sarnak five days after the quake."),
            ("opposite", "Rescuers pulled a boy, 9, alive from the rubble in Sarnak four days after the quake."),
        ),
    ),
    Told(
        (
            "China accused the United States of spying on Friday, a day after Washington expelled two Chinese diplomats.",
        ),
        (
            "China accused the US of spying a day after Washington expelled two Chinese diplomats.",
            "Two Chinese diplomats were expelled by Washington, and China accused the United States of spying.",
            "Washington expelled two diplomats of China.",
        ),
        (
            ("actor", "The United States accused China of spying on Friday."),
            ("actor", "China expelled two American diplomats a day after Washington accused it of spying."),
            ("number", "Washington expelled three Chinese diplomats."),
            ("entity", "Washington expelled two Russian diplomats."),
        ),
    ),
)

HUNG = (
    Told(
        ("Stahlberg will close its steel plant in Orwin in March unless the state pays for a new furnace.",),
        (
            "Stahlberg will close its plant in Orwin unless the state pays for a furnace.",
            "Stahlberg closes its Orwin steel plant in March if the state does not pay.",
        ),
        (
            ("condition", "Stahlberg will close its steel plant in Orwin in March."),
            ("condition", "Stahlberg will close its steel plant in Orwin in March if the state pays."),
        ),
    ),
    Told(
        ("If the talks fail, nurses in Orwin will strike for three days in April.",),
        ("Nurses in Orwin will strike in April if the talks fail.",),
        (("condition", "Nurses in Orwin will strike for three days in April."),),
    ),
    Told(
        ("Parliament will release the money for the bridge, provided that the auditors agree.",),
        ("Parliament will release the bridge money if the auditors agree.",),
        (("condition", "Parliament will release the money for the bridge."),),
    ),
    Told(
        ("The ministry ruled out a subsidy for anything but a hydrogen furnace.",),
        ("The ministry ruled out subsidies except for a hydrogen furnace.",),
        (("condition", "The ministry ruled out a subsidy for a hydrogen furnace."),),
    ),
    Told(
        ("All schools in Orwin will open on Monday except those near the river.",),
        ("Schools in Orwin, except those near the river, will open on Monday.",),
        (("condition", "All schools in Orwin will open on Monday."),),
    ),
    Told(
        ("The harbour is closed to all ships other than ferries until Friday.",),
        ("Only ferries may enter the harbour until Friday.",),
        (("condition", "The harbour is closed to all ships until Friday."),),
    ),
    Told(
        ("Judge Mary Kline will sentence him on Friday, and his lawyer will appeal the sentence.",),
        ("Judge Mary Kline will sentence him on Friday.", "A lawyer will appeal the sentence of Judge Mary Kline."),
        (("turned", "Judge Mary Kline will appeal the sentence."), ("form", "She will sentence him on Friday.")),
    ),
    Told(
        ("Anna Lind thanked voters, and her deputy will lead the council.",),
        ("Anna Lind's deputy will lead the council.",),
        (("turned", "Anna Lind will lead the council."),),
    ),
    Told(
        ("1,200 families should not pay for the mistakes of managers, the union wrote.",),
        ("The union wrote that 1,200 families should not pay for managers' mistakes.",),
        (("turned", "The union wrote that managers should not pay for the mistakes of 1,200 families."),),
    ),
    Told(
        ("Landlords sued tenants over unpaid rent in 40 cases.",),
        (
            "Tenants were sued by landlords over unpaid rent in 40 cases.",
            "Landlords in 40 cases sued tenants over rent.",
        ),
        (("turned", "Tenants sued landlords over unpaid rent in 40 cases."),),
    ),
    Told(
        ("The government has ignored warnings from scientists for ten years.",),
        ("The government has ignored scientists' warnings for ten years.",),
        (
            ("negation", "The government has heeded warnings from scientists for ten years."),
            ("negation", "Scientists say the government has heeded warnings for ten years."),
        ),
    ),
    Told(
        ("The bank concealed the losses from its owners for two years.",),
        ("The bank concealed losses from its owners.",),
        (("negation", "The bank revealed the losses to its owners for two years."),),
    ),
    Told(
        ("The ministry spent the flood money on bicycle lanes for years, said Marta Klein, who leads the opposition.",),
        (
            "Marta Klein said the ministry spent flood money on bicycle lanes.",
            "Marta Klein leads the opposition in the country.",
        ),
        (("speaker", "The ministry spent the flood money on bicycle lanes for years."),),
    ),
    Told(
        ("Klein said on Tuesday that the company had made 40 million crowns last year.",),
        ("The company made 40 million crowns last year, Klein said.",),
        (("speaker", "The company had made 40 million crowns last year."),),
    ),
    Told(
        ("According to the opposition leader Tom Renn, the mayor sold the land to a friend.",),
        ("The mayor sold the land to a friend, Tom Renn says.",),
        (("speaker", "The mayor sold the land to a friend."),),
    ),
    Told(
        ("The reform costs every household 300 crowns, the union boss Lars Holm argued.",),
        ("Lars Holm argued that the reform costs households 300 crowns each.",),
        (("speaker", "The reform costs every household 300 crowns."),),
    ),
    Told(
        ("A trial of the drug with 300 patients is planned to start in May.",),
        ("A trial with 300 patients is to start in May.", "A drug trial is planned for May with 300 patients."),
        (("doubt", "A trial of the drug with 300 patients starts in May."),),
    ),
    Told(
        ("The airline is expected to cancel 200 flights on Sunday.",),
        ("The airline will probably cancel 200 flights on Sunday.",),
        (("doubt", "The airline cancels 200 flights on Sunday."),),
    ),
    Told(
        ("The minister is due to sign the treaty in Geneva next week.",),
        ("The minister will sign the treaty in Geneva next week.",),
        (("doubt", "The minister signed the treaty in Geneva."),),
    ),
    Told(
        ("The drug removed 60 percent of the deposits in the brains of mice within eight weeks.",),
        ("The drug removed 60 percent of the deposits in mouse brains.",),
        (("scope", "The drug removed 60 percent of the deposits in the brains."),),
    ),
    Told(
        ("In a study of rats the vaccine prevented infections for six months.",),
        ("The vaccine prevented infections in rats for six months.",),
        (("scope", "The vaccine prevented infections for six months."),),
    ),
    Told(
        ("The pill halved the pain of monkeys with arthritis, a team from Orwin found.",),
        ("The pill halved the pain of monkeys with arthritis.",),
        (("scope", "The pill halved the pain of arthritis."),),
    ),
    Told(
        ("Six are missing after a ferry sank off Orwin, and 40 people were rescued.",),
        ("Forty people were rescued and six are missing after a ferry sank off Orwin.",),
        (("form", "Six are missing."),),
    ),
    Told(
        ("The treatment could, if trials succeed, be sold in Norland within five years.",),
        ("The treatment could be sold in Norland if trials succeed.",),
        (("form", "It could, if trials succeed, be sold within five years."),),
    ),
    Told(
        ("Norvik can keep its licence as long as the dam passes an inspection in June.",),
        (
            "Norvik can keep its licence if the dam passes an inspection.",
            "Norvik keeps its licence provided the dam passes an inspection in June.",
        ),
        (("condition", "Norvik can keep its licence."), ("condition", "Norvik can keep the licence of its dam.")),
    ),
    Told(
        ("The court freed the editor on condition that he stay out of Lindau.",),
        ("The court freed the editor, provided that the man stays out of Lindau.",),
        (("condition", "The court freed the editor."),),
    ),
    Told(
        ("Farmers will receive the full grant, subject to approval by the European Commission.",),
        ("Farmers will receive the grant if the European Commission approves.",),
        (("condition", "Farmers will receive the full grant."),),
    ),
    Told(
        ("The law forbids the sale of fireworks, apart from sparklers, to teenagers.",),
        ("The law forbids the sale of fireworks other than sparklers to teenagers.",),
        (
            ("condition", "The law forbids the sale of fireworks to teenagers."),
            ("condition", "The law forbids the sale of sparklers to teenagers."),
        ),
    ),
    Told(
        ("Unless it rains this week, the reservoir at Tolm will run dry by Sunday, engineers warned.",),
        ("Engineers warned that the reservoir at Tolm will run dry unless it rains.",),
        (
            ("condition", "The reservoir at Tolm will run dry by Sunday, engineers warned."),
            ("condition", "If it rains this week, the reservoir at Tolm will run dry by Sunday, engineers warned."),
        ),
    ),
    Told(
        ("The museum lost nothing but two paintings in the fire, its director Ada Wirth said.",),
        ("Ada Wirth said the museum lost only two paintings in the fire.",),
        (
            ("speaker", "The museum lost two paintings and nothing else mattered in the fire."),
            ("condition", "The museum lost nothing in the fire, its director Ada Wirth said."),
        ),
    ),
    Told(
        ("Borg Pharma will raise prices only if the tariff takes effect in July.",),
        ("Borg Pharma will raise prices if the tariff takes effect.",),
        (("condition", "Borg Pharma will raise prices in July."),),
    ),
    Told(
        ("“The mayor lied to the council about the contract for three years,” said Councilwoman Petra Voss.",),
        ("Petra Voss accused the mayor of lying to the council about the contract.",),
        (("speaker", "The mayor lied to the council about the contract."),),
    ),
    Told(
        ("Senator Paul Reyes claims that the agency wasted 90 million dollars on empty offices.",),
        ("Senator Paul Reyes said the agency wasted 90 million dollars on offices.",),
        (("speaker", "The agency wasted 90 million dollars on empty offices."),),
    ),
    Told(
        ("The strike has cost the port 12 million euros a day, according to the employers' group.",),
        ("The strike costs the port 12 million euros a day, the employers' group says.",),
        (("speaker", "The strike has cost the port 12 million euros a day."),),
    ),
    Told(
        ("Critics say the bridge was built with cheap steel.",),
        ("Critics say cheap steel was used for the bridge.",),
        (("speaker", "The bridge was built with cheap steel."),),
    ),
    Told(
        ("The spacecraft is scheduled to land on the Moon on Thursday.",),
        ("The spacecraft will land on the Moon on Thursday.", "A landing on the Moon is scheduled for Thursday."),
        (("doubt", "The spacecraft landed on the Moon on Thursday."),),
    ),
    Told(
        ("Lumen plans to cut 4,000 jobs in Denmark next year.",),
        ("Lumen plans 4,000 job cuts in Denmark next year.",),
        (("doubt", "Lumen cut 4,000 jobs in Denmark."),),
    ),
    Told(
        ("Voters in Tarn are set to elect a new mayor on Sunday.",),
        ("Voters in Tarn will elect a new mayor on Sunday.",),
        (("doubt", "Voters in Tarn elected a new mayor on Sunday."),),
    ),
    Told(
        ("Hospitals obeyed the order to delay operations.",),
        ("Hospitals followed the order to delay operations.",),
        (("negation", "Hospitals ignored the order to delay operations."),),
    ),
    Told(
        ("The company encouraged workers to join the union.",),
        ("Workers were encouraged by the company to join the union.",),
        (("negation", "The company discouraged workers from joining the union."),),
    ),
    Told(
        ("Police attacked protesters with batons outside the parliament.",),
        ("Protesters were attacked by police outside the parliament.",),
        (("turned", "Protesters attacked police with batons outside the parliament."),),
    ),
    Told(
        ("Doctors should not have to decide for patients, the judge ruled.",),
        ("Doctors should not have to decide for patients, according to the judge.",),
        (("turned", "The judge ruled that patients should not have to decide for doctors."),),
    ),
    Told(
        ("Governor Mia Tran praised the plan, but her brother opposes the dam.",),
        ("Governor Mia Tran's brother opposes the dam.", "Mia Tran, the governor, praised the plan."),
        (("turned", "Governor Mia Tran opposes the dam."),),
    ),
    Told(
        ("Researchers found that the gene therapy restored hearing in mice that were born deaf.",),
        ("A gene therapy restored hearing in deaf mice, researchers found.",),
        (("scope", "The gene therapy restored hearing, researchers found."),),
    ),
    Told(
        ("Ferries stopped at noon because of fog, and three ships waited outside the harbour.",),
        ("Three ships waited outside the harbour in fog.",),
        (
            ("form", "They waited outside the harbour because of fog."),
            ("form", "These ferries stopped at noon because of fog."),
        ),
    ),
    Told(
        ("Klein, the finance minister, said the budget would grow by 4 percent next year.",),
        ("Klein said the budget would grow by 4 percent.",),
        (("speaker", "The budget will grow by 4 percent next year."),),
    ),
    Told(
        ("The vaccine protected monkeys against the virus for a year, a study showed.",),
        ("The vaccine protected monkeys for a year.",),
        (),
    ),
    Told(
        ("The bank lowered its rate, and analysts said shares rose.", "Shares rose after the bank lowered its rate."),
        ("Shares rose after the bank lowered its rate.",),
        (),
    ),
)
"""What a claim hangs on: a condition, an exception, a speaker, a plan, the animals it was found in; who does what."""

ALL = DEV + HELD + LATER + HUNG
