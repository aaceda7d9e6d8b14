package workflow

import "slices"

// A Rule is a numbered rule of the line, as the handbook prints it.
type Rule struct {
	Number string // "R7", as it stands in a Refusal
	Text   string // in Dutch
}

// Rules gives all rules in order of their numbers. The caller may change what
// it gets.
func Rules() []Rule { return slices.Clone(rules) }

var rules = []Rule{
	{"R1", "Een dossier wordt één keer geopend, met de nota voorop en een parafenlijn die eindigt bij de bewindspersoon."},
	{"R2", "In concept wijzigt de opsteller de stukken, en wie hij daarvoor uitnodigt. Wie aan de beurt is, kan de stukken wijzigen als 'akkoord met wijziging'; wat hij wijzigt, wordt opnieuw gevraagd aan wie vóór hem was."},
	{"R3", "Alleen de opsteller dient in, en alleen hij vraagt de stukken terug."},
	{"R4", "De stations handelen in de volgorde van de parafenlijn, door wie het station bezet of waarneemt. Binnen een stap handelt iedereen of is één genoeg, zoals de lijn zegt. Een station wordt alleen overgeslagen of doorgezonden met een reden."},
	{"R5", "Een paraaf, medeakkoord of besluit noemt de stukken waarop het gegeven wordt. Liggen er inmiddels andere stukken, dan telt het niet."},
	{"R6", "Wie parafeert of besluit, schreef niet mee aan de nota. Niemand geeft in één ronde bij twee stations akkoord."},
	{"R7", "Alleen wie aan de beurt is, stuurt terug, en altijd met een reden."},
	{"R8", "Het medeakkoord wordt gevraagd als de nota de lijn in gaat. Het gaat alleen over de brief en houdt niemand in de lijn op. Weigeren gebeurt met een reden."},
	{"R9", "De bewindspersoon besluit als laatste, als elke paraaf op de huidige stukken ligt."},
	{"R10", "Na akkoord of niet akkoord liggen de stukken vast. Na bespreken of aanhouden blijven ze in de lijn."},
	{"R11", "Lakvoorstellen mogen vanaf het eerste concept. De beoordeling voor openbaarmaking wordt gesloten op de stukken waarover besloten is."},
	{"R12", "Elke vondst wordt beoordeeld. Elke lakking heeft een grond die bij deze openbaarmaking is toegestaan."},
	{"R13", "De tweede lezer is een ander dan wie de lakkingen maakte of de beoordeling sloot, en schreef niet mee aan de nota. Hij leest eerst zelf, zonder de lakkingen van de eerste lezer. Waar de lezingen verschillen, beslist niemand in zijn eigen voordeel, en staat erbij wie besliste."},
	{"R14", "Een openbare versie telt alleen als zij gemaakt is van de bevestigde lakkingen en er niets in gevonden is dat weg moest."},
	{"R15", "Verzenden kan na akkoord, met elk medeakkoord op de huidige brief, met elke handtekening vastgelegd, en met de openbare beslisnota of een reden om die na te zenden."},
	{"R16", "Wie aan de beurt is, krijgt per deadline één herinnering als die nadert en één als die voorbij is, en na nog twee werkdagen hoort het secretariaat het. Is de termijn van een toezegging voorbij en staat zij nog open, dan krijgt de opsteller van de brief één herinnering."},
	{"R17", "Een verzonden, ingetrokken of beëindigd dossier is gesloten. Kamernummers invullen, toezeggingen bijhouden en een publicatie terugtrekken kan daarna nog. Intrekken gebeurt met een reden."},
	{"R18", "Indienen kan niet zolang een opmerking openstaat die eerst beantwoord moet zijn. Een station waarnaar is teruggestuurd met punten, zegt eerst wat het daarmee deed en geeft dan zijn paraaf."},
	{"R19", "Een paraaf of besluit kan worden teruggenomen door wie het gaf, met een reden, zolang niemand daarna gehandeld heeft."},
	{"R20", "De opsteller, of zijn directie als hij er niet is, draagt een dossier over aan een andere opsteller. Beiden blijven voor de regels opsteller."},
	{"R21", "Kamervragen worden binnen drie weken beantwoord. Kan dat niet, dan gaat er één uitstelbericht met de reden, en komen er drie weken bij. De dag waarop de brief bij de Kamer moet zijn, bepaalt de planning."},
	{"R22", "Wie om een zienswijze is gevraagd, wordt gehoord: de openbare versie wordt gemaakt als de zienswijze er is of de termijn voorbij is. Wordt een bezwaar niet gevolgd, dan pas twee weken later (artikel 4.4, vijfde lid, Woo)."},
	{"R23", "Ligt er een embargo, dan gaat er vóór die dag niets naar buiten. Een embargo zetten of wijzigen gebeurt met een reden."},
	{"R24", "Een stuk dat al openbaar is, wordt niet opnieuw beoordeeld en niet opnieuw gemaakt. Op de inventarislijst staat waar het te vinden is."},
	{"R25", "Een dossier heeft geen rubricering of is departementaal vertrouwelijk (Dep. V.). Een staatsgeheim hoort niet in Paraaf. Blijkt een stuk er een, ook als het later gelezen wordt, dan komt er geen paraaf of besluit en gaat er niets naar buiten. Wie de rubricering wijzigt, schrijft waarom. Voordat er iets openbaar wordt of naar de Kamer gaat, is de rubricering opgeheven."},
	{"R26", "Wat een verzonden brief de Kamer toezegt, staat open in het register van toezeggingen. Zo ook wat in een debat over die brief is toegezegd, zodra iemand het vastlegt. Het is nagekomen als een andere brief die de toezegging afdoet is verzonden, of als iemand schrijft hoe en wanneer het is nagekomen."},
	{"R27", "Van een eigen stuk kan niets openbaar worden, op gronden en met een motivering die binnen blijft. De brief is altijd openbaar. Zo'n stuk wordt niet gelakt en niet gemaakt, en staat als niet openbaar op de inventarislijst."},
	{"R28", "Na het besluit zet wie verzendt of openbaar maakt de datum op de brief; zij ligt niet voor het besluit. De brief gaat weg met de datum die erop staat. Een andere datum vraagt een nieuwe openbare versie, geen nieuwe beoordeling."},
}
