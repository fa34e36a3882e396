"""Facts of the Dutch language that the analysis needs: lists, no code."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that tell nothing of what a text is about, with the English ones: texts for people from abroad are in English.
STOP_WORDS = _words(
    """
    aan al alle als andere ben bent bij daar dan dat de den der des deze die dit doen doet door dus een elk elke
    en er gaan gaat geen had hadden heb hebben heeft heel hem het hier hij hoe hoelang hun ik in indien is ja je jij jou
    jouw jullie kan krijgen krijgt kunnen kunt maar meer men met mij mijn moet moeten mag mogen na naar nee niet
    nog nu of om omdat onder ons onze ook op over per sinds te ten ter terug tegen toch toen tot tussen u uit uw
    van vanaf vanuit veel via voor waar waarom wanneer want waren was wat we wel welk welke werd werden wie wij
    wil wilt willen word worden wordt zal ze zich zij zijn zo zoals zonder zou zouden zult zullen a an and are
    at be by can do for from have how i if in is it my of on or that the this to what will with you your
    """
)

# What may stand between the parts of a compound.
LINKS = ("", "s", "e", "en", "n", "er")

# What begins so at the end of a word makes it another kind of word, not a compound.
SUFFIXES = ("lijk", "loos", "loze", "heid", "baar", "bare", "achtig", "matig", "jarig", "durig", "standig")

# Words that look like a compound and aren't one, with the shortest forms: what begins with these isn't split there.
NO_COMPOUNDS = _words(
    """
    uitkering uitkeringen voorkeur voorkeuren inkomen inkomens inkomsten onderwijs onderdeel overheid overlast
    overleden overlijden aandeel aangifte aanslag aanvraag aanvragen afspraak afspraken bestemming beroepen
    bewijzen bijstand bijzonder bijzondere doorgeven gemeenschap inwoner inwoners inwonend maatschappij
    minderjarig noodzakelijk onderneming ondernemer ondernemers onderhoud ondersteuning onderzoek ontheffing
    opdracht openbaar openbare opvang organisatie organisaties overeenkomst toekomst toegankelijk
    toepassing toestemming toezicht uitspraak uittreksel uitvoering verantwoordelijk verantwoording verbinding
    vergadering vergunning verklaring verordening verslaving verstandig vertegenwoordiger vertrouwen verwachting
    verzekering voorbeeld voorbeelden voorlichting voorstelling voorwaarde voorwaarden waardering werkelijk
    wethouder wethouders zelfstandig zelfstandige zelfstandigen handhaving handtekening handtekeningen binnenkort
    belangrijk belangrijke buitenlands buitenlandse samenwerking samenleving belangstelling vaststelling
    """
)

# Plurals that no stemmer knows, by how a word ends.
PLURALS = {
    "kinderen": "kind",
    "eieren": "ei",
    "leden": "lid",
    "steden": "stad",
    "schepen": "schip",
    "musea": "museum",
    "crises": "crisis",
}

# One line a group of words that mean the same to who searches, in the language of municipalities; '>' where it holds
# one way only. Words are matched by their stems.
SYNONYMS = """
jeugd jongeren
trouwen huwelijk huwen bruiloft
overlijden sterven overleden
begrafenis uitvaart begraven
begraafplaats kerkhof
afval vuilnis huisvuil
gft groenafval tuinafval etensresten
bouwgrond kavel perceel bouwkavel
pand gebouw bouwwerk
huis woning
vastgoed onroerend
werk baan arbeid
werkloos werkzoekend werkloosheid
hulp ondersteuning begeleiding
vergoeding tegemoetkoming bijdrage
vergunning ontheffing toestemming
melden doorgeven melding
aangifte aangeven
identiteitskaart identiteitsbewijs legitimatiebewijs
paspoort reisdocument
emigreren emigratie vertrek
immigreren immigratie vestiging
verhuizen adreswijziging
vluchteling asielzoeker statushouder vreemdeling
vereniging club
organisatie instelling
bedrijf onderneming
ondernemer zelfstandige zzp
evenement festiviteit feest
rommelmarkt snuffelmarkt vlooienmarkt braderie
sporthal gymzaal sportaccommodatie sportzaal sportruimte
speelplaats speeltuin speelplek speelterrein
riool riolering
straat weg
gehandicapt invalide beperking handicap
oudere senior bejaarde
medisch gezondheid
verzorgingshuis verpleeghuis
school onderwijs
schuld geldzorgen
boete bekeuring
kosten tarief leges prijs
onderscheiding lintje
bekijken inzien raadplegen
afschrift uittreksel kopie
legaliseren waarmerken
achternaam geslachtsnaam familienaam
stemmen verkiezing
handhaving toezicht boa
overlast hinder
vervuiling verontreiniging
kinderopvang peuteropvang kinderdagverblijf creche
ramp calamiteit crisis
inkoop aanbesteding
caravan camper kampeerauto
inrit uitrit oprit
lening krediet
loket balie
ambtenaar medewerker
digitaal elektronisch online
burger inwoner
besluit beschikking
wijzigen veranderen aanpassen
beëindigen stoppen opheffen
verwijderen weghalen
auto voertuig
venten colporteren
subsidie financiering
zorg verzorging
financieel geld
inkomen loon salaris
armoede minima
huurhuis huurwoning
echtscheiding scheiding scheiden
baby kind
vervoer transport
aankoop aankopen kopen
hulpmiddel voorziening
reclame folder drukwerk
demonstratie betoging manifestatie
gladheid strooien sneeuw
bezwaar bezwaarschrift
lawaai geluidsoverlast geluidshinder
privacy persoonsgegevens
gemeenteraad raad raadsvergadering
advies consult
stallen parkeren
straatverlichting lantaarnpaal
stoep trottoir voetpad
fiets rijwiel
brommer bromfiets scooter
boom houtopstand
groen plantsoen
nationaliteit nederlanderschap
overnachting logies verblijf
peuterspeelzaal peuteropvang
loterij verloting kansspel bingo
bestemmingsplan omgevingsplan
bouwvergunning omgevingsvergunning
energie stroom elektriciteit
dakloos thuisloos
vrijstelling ontheffing
inschrijven aanmelden registreren
kapot defect beschadigd schade
spandoek reclamebord
erfenis nalatenschap
ongedierte ratten
opruimen verwijderen
solliciteren sollicitatie vacature
cursus training workshop opleiding
handboek handleiding
stappenplan checklist
ervaring praktijkverhaal
samenwerken samenwerking ketensamenwerking
dienstverlening klantgerichtheid
klant cliënt
website internetsite webpagina
bijeenkomst vergadering congres
computer ict automatisering
tax > belasting
waste > afval
passport > paspoort
permit > vergunning
birth > geboorte
marriage > huwelijk
death > overlijden
moving > verhuizen
housing > woning
parking > parkeren
abroad > buitenland
dog > hond
"""

# Abbreviations and what they stand for.
ABBREVIATIONS = {
    "apv": "algemene plaatselijke verordening",
    "avg": "algemene verordening gegevensbescherming",
    "bag": "basisregistratie adressen en gebouwen",
    "bbz": "bijstand zelfstandigen",
    "boa": "buitengewoon opsporingsambtenaar",
    "brp": "basisregistratie personen",
    "bsn": "burgerservicenummer",
    "bw": "burgerlijk wetboek",
    "cao": "collectieve arbeidsovereenkomst",
    "cjg": "centrum voor jeugd en gezin",
    "gba": "gemeentelijke basisadministratie",
    "ggd": "gemeentelijke gezondheidsdienst",
    "gpk": "gehandicaptenparkeerkaart",
    "gpp": "gehandicaptenparkeerplaats",
    "kca": "klein chemisch afval",
    "kvk": "kamer van koophandel",
    "ozb": "onroerendezaakbelasting",
    "pdc": "producten en dienstencatalogus",
    "pgb": "persoonsgebonden budget",
    "rmc": "regionale meldcoördinatie",
    "vng": "vereniging van nederlandse gemeenten",
    "vog": "verklaring omtrent het gedrag",
    "wmo": "wet maatschappelijke ondersteuning",
    "woo": "wet open overheid",
    "woz": "waardering onroerende zaken",
    "zzp": "zelfstandige zonder personeel",
}
