package redact

// hotWords are the words that rules ask about, folded, by what they do.
var hotWords = []struct {
	class class
	words string
}{
	{stop, `
de het een en of maar want dus als dan dat die dit deze er daar hier waar wie wat welke welk hoe waarom wanneer toen nu nog al
ook niet geen wel zo te om op in uit aan bij met voor na naar over onder tussen door tot per via van tegen zonder binnen buiten
sinds tijdens volgens wegens ik jij je u hij zij ze wij we jullie mij me jou hem haar ons hen hun mijn jouw zijn uw onze zich
is was waren ben bent wees geweest wordt worden werd werden geworden heb hebt heeft hebben had hadden gehad zal zult zullen zou
zouden kan kun kunt kunnen kon konden mag mogen mocht mochten moet moeten moest moesten wil wilt willen wilde wilden laat laten
liet lieten gaat gaan ging gingen gegaan komt komen kwam kwamen doet doen deed deden gedaan ga kom doe zie ziet zien zag zagen
staat staan stond stonden weet weten wist zegt zeggen zei zeiden vindt vinden vond geeft geven gaf geeft neem neemt nemen nam
alle alles allen elke elk ieder iedere iedereen iemand niemand iets niets veel weinig meer minder meeste sommige enkele enige
andere ander zelf zelfs toch echter daarom daardoor daarmee daarvoor daarna daarnaast daarbij daarover daarvan daarin daarop
hierbij hiermee hierover hierna hierin hierop hiervoor waarbij waarin waarmee waarop waarvan waarvoor bovendien immers namelijk
omdat doordat zodat terwijl hoewel indien mits tenzij zodra nadat voordat totdat alsof alvorens ofwel noch evenals alsmede
ja nee graag svp aub eens even heel erg zeer te ver vaak soms altijd nooit weer terug samen alleen bijna ongeveer circa minstens
een twee drie vier vijf zes zeven acht negen tien elf twaalf honderd duizend miljoen miljard eerste tweede derde vierde vijfde
vandaag morgen gisteren gister vanavond vanmiddag vanochtend overmorgen straks later eerder nu nooit onlangs recent inmiddels
mevrouw meneer heer dame heren dames goedemorgen goedemiddag goedenavond goedendag hallo hoi hi dag beste geachte lieve groet groeten
aan van cc bcc betreft onderwerp datum kenmerk bijlage bijlagen deadline pagina blad versie concept nota brief memo verslag notulen
agenda vergadering overleg punt actie acties besluit besluiten stuk stukken tekst vraag vragen antwoord antwoorden reactie
naam namen voornaam achternaam voorletters adres straat postcode plaats woonplaats telefoon tel mobiel email mail fax website
geboren geboortedatum geboorteplaats leeftijd geslacht nationaliteit bsn functie afdeling organisatie opmerking opmerkingen
minister ministers staatssecretaris kabinet regering kamer tweede ministerie directie cluster team afdeling dienst gemeente provincie
nieuw nieuwe oud oude groot grote klein kleine lang lange kort korte goed goede slecht slechte hoog hoge laag lage open gesloten
totaal aantal bedrag som rest deel geheel einde begin start doel reden oorzaak gevolg resultaat
the and for not but with from this that your you our they have has had will would can could should what when where who how
re fw fwd aw antw doorgestuurd ps nb pm am ok oke okee top prima dank bedankt sorry thanks thx mvg vriendelijke hartelijke
subject sent date attachment attachments verzonden ontvangen
nederland nederlands nederlandse europa europees europese
zorg patient patienten praktijk huisarts arts artsen client clienten ziekenhuis
wet artikel lid hoofdstuk paragraaf tabel figuur bron noot zie
tip stap fase optie variant scenario spoor lijn blok
man vrouw kind kinderen zoon dochter moeder vader broer zus ouders buurman buurvrouw
woo wob avg wmo wlz ggd vws jenv bzk rivm igj nza geeft gevraagd gezegd gemeld gebeld gemaild gestuurd besproken
ene enz etc bijv bv nl ca evt resp incl excl nvt zsm jl ivm ihkv mbt tav tbv obv adhv dmv nav oa nr nrs blz pag art
`},
	{particle, `v vd vdr van de der den het ter ten te in op aan uit uijt uyt voor onder over bij tot t s d l la le les du des di da dal del della dos das von zu zum zur vom
el al ben bin bint ibn abu abou ait ould bou mac mc o e y i op ter thoe toe opt vande vander vanden van't`},
	{title, `mevrouw mevr mw mej mejuffrouw wed weduwe meneer mijnheer heer dhr hr fam familie gezin drs dr prof professor ir ing mr bc ba bsc msc llm
ds dominee pastoor pater zuster broeder jhr jkvr jonkheer jonkvrouw baron graaf adj kol kap lt luitenant kapitein kolonel generaal
brigadier hoofdagent wachtmeester sergeant maj sgt kpt ltz bgen genm wmr korp aooi smi serg kltz ltkol majoor korporaal adjudant mrs ms miss sir lady dokter doctor meester juf juffrouw herr frau madame monsieur mme sra sr sra`},
	{official, `minister premier staatssecretaris bewindsman bewindsvrouw bewindspersoon kamerlid kamerleden oud-minister exminister
vicepremier ministers staatssecretarissen senator senatoren burgemeester wethouder gedeputeerde commissaris fractievoorzitter
fractieleider lijsttrekker partijleider kamervoorzitter ambtsvoorganger ambtsvoorgangers ambtgenoot eurocommissaris eurocommissarissen president koning koningin prins
prinses informateur formateur kabinetsformateur rapporteur tweedekamerlid eerstekamerlid statenlid europarlementarier oudminister oudstaatssecretaris oudkamerlid kinderombudsman ombudsman kinderombudsvrouw ombudsvrouw gouverneur oudpremier oudburgemeester waterschapsvoorzitter dijkgraaf gezaghebber`},
	{rank, `directeur directeurgeneraal dg sg plvsg secretarisgeneraal woordvoerder woordvoerster persvoorlichter bestuursvoorzitter bestuurder
plaatsvervangend inspecteurgeneraal directrice`},
	{kin, `kameraad maatje vriendje vriendinnetje schoonmama schoonpapa pleegzoon pleegdochter pleegmoeder pleegvader peetoom peettante kleinkind achterkleinkind halfbroer halfzus tweelingbroer tweelingzus man vrouw echtgenoot echtgenote partner vriend vriendin zoon dochter zoontje dochtertje kind baby broer broertje zus zusje zuster moeder vader ouders mam pap mama papa kinderen zonen dochters zussen broers kleinkinderen vrienden ome
oma opa neef nicht neefje nichtje oom tante schoonzoon schoondochter schoonmoeder schoonvader zwager schoonzus
buurman buurvrouw buurjongen buurmeisje buren kamergenoot kamergenote huisgenoot huisgenote klasgenoot klasgenote studiegenoot teamgenoot ploeggenoot lotgenoot opvolger opvolgster voorganger voorgangster secondant trainer
kleinzoon kleindochter stiefvader stiefmoeder ex weduwe weduwnaar verloofde`},
	{trade, `collega collegas college beleidsmedewerker beleidsmedewerkster medewerker medewerkster adviseur jurist juriste secretaresse secretaris
assistent assistente doktersassistente praktijkassistente huisarts arts psycholoog psychologe verpleegkundige wijkverpleegkundige tandarts apotheker
fysiotherapeut specialist chirurg psychiater behandelaar docent lerares leraar juf meester leerkracht mentor coach begeleider begeleidster
verzorgende verzorgenden verpleegkundigen assistentes medewerkers medewerksters ambtenaren begeleiders bewoners patienten tandarts mondhygieniste mondhygienist praktijkondersteuner poh verloskundige logopedist dietist
contactpersoon projectleider projectmedewerker programmamanager teamleider manager leidinggevende chef afdelingshoofd coordinator clustermanager
onderzoeker journalist journaliste verslaggever redacteur fotograaf ref scheids duo koppel trio echtpaar tweeling advocaat advocate notaris rechter griffier officier agent agente wijkagent rechercheur
inspecteur inspectrice controleur toezichthouder ambtenaar stagiair stagiaire trainee bewoner bewoonster eigenaar huurder verhuurder klant
patient patiente client cliente bewindvoerder mantelzorger vrijwilliger verzoeker verzoekster melder klager klaagster bezwaarmaker indiener
orthopeed oogarts internist kinderarts neuroloog uroloog cardioloog longarts dermatoloog radioloog gynaecoloog anesthesist reumatoloog oncoloog hematoloog geriater bedrijfsarts verzekeringsarts keuringsarts schoolarts waarnemer
tolk vertaler vertaalster bev bevelvoerder ovd hovd brandwacht spv vs aios anios basisarts sociotherapeut woonbegeleider badmeester badjuf zweminstructeur zwemonderwijzer ergotherapeut optometrist podotherapeut podoloog osteopaat pedicure kraamverzorgster kraamhulp thuishulp huishoudster schoonmaker schoonmaakster conciërge concierge portier bode koerier bezorger postbode
loodgieter elektricien installateur stukadoor metselaar dakdekker hovenier glazenwasser kapper kapster barman barvrouw ober serveerster receptioniste telefoniste telefonist boekhouder accountant deurwaarder curator belastingadviseur
buschauffeur taxichauffeur machinist conducteur piloot stewardess matroos schipper kapper brandweerman brandweervrouw boa jeugdwerker straatcoach buurtwerker imam dominee pastor predikant rabbijn koster organist
rector conrector decaan onderwijzer onderwijzeres leraren docente lector promovendus promovenda student studente leerling scholier scholiere stagiairs oppas gastouder pleegouder peuterleidster
procureur parketmeester officier landsadvocaat pleiter parketsecretaris reclasseringswerker cipier bewaarder forensisch rechercheurs wijkagente hoofdinspecteur inspectrice teamchef
directiesecretaris bestuurssecretaris managementassistente officemanager planner roostermaker inkoper inkoopster verkoper verkoopster accountmanager stewardes programmeur architect opzichter werkvoorbereider
interimmanager kwartiermaker trekker dossierhouder portefeuillehouder procesbegeleider gespreksleider dagvoorzitter moderator casusregisseur zorgregisseur indicatiesteller klantmanager werkcoach loopbaanadviseur vertrouwenspersoon bemiddelaar mediator
wielrenster voetballer voetbalster schaatser schaatsster hockeyer hockeyster turner turnster bokser judoka schaker coureur motorcoureur ploegleider goalgetter middenvelder aanvaller linksback rechtsback invaller
dichter dichteres romancier schilderes beeldhouwer cabaretier presentator presentatrice columnist columniste rapper gitarist drummer bassist pianist pianiste violist cellist choreograaf danser danseres cineast scenarist producent uitgever
bankier belegger ondernemer zakenman zakenvrouw miljardair topman bestuursvoorzitter vakbondsman vakbondsleider analist activist activiste dissident rebellenleider terrorist moordenaar inbreker overvaller dader eiser eiseres
ondergetekende auteur schrijver opsteller notulist notuliste voorzitter penningmeester beheerder ontwikkelaar programmeur consultant
chauffeur monteur kok bakker slager timmerman schilder aannemer ondernemer boer tuinder visser winkelier
trainer bondscoach spits doelman keeper verdediger renner wielrenner tennisser tennisster zwemmer zwemster atleet atlete zanger zangeres acteur actrice regisseur
dirigent componist filosoof historicus hoogleraar econoom politicoloog socioloog arbiter scheidsrechter speler speelster aanvoerder kopman kampioen`},
	{orgHead, `buro studio atelier salon eetcafe brasserie bistro snackbar pizzeria cafetaria bloemist juwelier opticien drogist boekhandel stichting vereniging ministerie bureau inspectie gemeente provincie waterschap hogeschool universiteit college school basisschool
ziekenhuis kliniek huisartsenpraktijk huisartsenpost apotheek tandartspraktijk praktijk firma bedrijf uitgeverij advocatenkantoor notariskantoor
scheepswerf werf concern multinational rederij wetterskip hoogheemraadschap drukkerij brouwerij kwekerij drogisterij boerderij rijschool sporthal camping kapsalon winkel schildersbedrijf loonbedrijf installatiebedrijf schoonmaakbedrijf makelaardij rederij reisbureau uitzendbureau restaurant hotel cafe bakkerij slagerij supermarkt garage autobedrijf bouwbedrijf transportbedrijf
autoriteit commissie raad orde bond federatie instituut fonds museum theater stadion kasteel kerk verpleeghuis verzorgingshuis zorggroep zorginstelling
adviesbureau onderzoeksbureau ingenieursbureau softwarebedrijf leverancier krant dagblad tijdschrift omroep zender partij fractie rechtbank gerechtshof hof
universiteitsziekenhuis revalidatiecentrum gezondheidscentrum zorgcentrum woonzorgcentrum kinderopvang bibliotheek bank verzekeraar zorgverzekeraar merk ngo`},
	{orgTail, `ziekenhuis zkh mc umc gasthuis kliniek hospice zorggroep zorg groep group holding bv nv vof cv ltd inc gmbh sa plc llc ab ag advocaten notarissen
accountants makelaars makelaardij architecten consultants consultancy adviseurs partners associates bouw bouwbedrijf transport transporten logistiek
college school scholengemeenschap lyceum gymnasium mavo basisschool academie academy universiteit university instituut institute stichting foundation
fonds museum theater stadion arena hotel bank verzekeringen automatisering software solutions systems technologies technology services media press uitgevers uitgeverij
huisartsen huisartsenpraktijk apotheek fysiotherapie tandartsen dierenkliniek kring vereniging bond club fc sc vv united city bloemen bakkerij slagerij
installaties installatietechniek schilders hoveniers taxi touringcars reizen mode juwelier optiek fietsen tweewielers autos auto's garage zonen zn
centrum center centre huis house hogeschool kapel kerk kathedraal moskee synagoge beheer vastgoed makelaar recruitment detachering uitzendbureau kinderopvang thuiszorg
tours travel trips liften roltrappen koffie thee vloeren keukens badkamers sanitair sloopwerken grondwerken infra montage elektro elektrotechniek techniek staalbouw metaal machines machinefabriek
incasso gerechtsdeurwaarders deurwaarders deurwaarderskantoor uitvaartzorg uitvaart uitvaartverzorging trading import export security catering cleaning schoonmaak facilitair events evenementen projects projecten productions producties pictures records books boeken motors motoren tweewielers caravans campers boten jachten jachtbouw scheepsbouw shipping
vlees vis groenten fruit zuivel kaas wijnen dranken bieren brouwerij bakkers banket patisserie traiteur horeca slopersbedrijf hout houthandel bouwmaterialen verf parket interieur meubelen meubels tapijt textiel kleding schoenen sport sportzaken speelgoed tuincentrum tuinen kwekerijen bloembollen zaden
assurantien verzekering hypotheken financieel financials capital invest investments ventures legal tax audit letselschade mediators bewindvoering bewindvoerders psychologen psychotherapeuten kinderpraktijk dierenartsen fysio tandzorg orthodontie hoortoestellen hoorzorg brillen
wonen vervoer verhuizingen pensioenfonds bibliotheek ggz clinics clinic medisch farma pharma energie energy food foods retail group's management`},
	{thingHead, `uitspraak vonnis kamervragen kv motie moties amendement wet wetsvoorstel initiatiefwet initiatiefwetsvoorstel ziekte syndroom arrest zaak commissie commissies prijs
methode schaal index score rapport adviescommissie staatscommissie onderzoekscommissie enquetecommissie kabinet kabinetten akkoord doctrine
wetvan plan richtlijn norm effect theorie stelling wetten model formule cup bokaal trofee award medaille lezing leerstoel orkaan
affaire taskforce protocol criteria classificatie zaal gebouw brug tunnel orkaan storm cyclus wisseltrofee vaccin`},
	{thingTail, `wet prijs ziekte syndroom methode test schaal arrest zaak commissie motie akkoord doctrine effect model index affaire lezing medaille zaal
scale inventory questionnaire checklist gebouw toren plein straat laan weg kade brug tunnel park polder fonds cup bokaal trofee`},
	{greeting, `beste geachte lieve dag hoi hi hallo hey ha goedemorgen goedemiddag goedenavond goedendag dear hello moi heey hee yo`},
	{saying, `zegt zei vraagt vroeg meldt meldde antwoordt antwoordde stelt stelde geeft gaf vindt vond denkt dacht wil wilde merkt merkte heeft had
licht lichtte reageert reageerde belt belde mailt mailde schrijft schreef laat liet neemt nam stuurt stuurde gaat ging komt kwam zal zou kan kon
is was wordt werd bevestigt bevestigde verzoekt verzocht adviseert adviseerde benadrukt benadrukte verwacht verwachtte weet wist herhaalt constateert
constateerde concludeert concludeerde vertelt vertelde legt legde opent opende sluit sloot bedankt dankt zoekt zocht pakt doet deed maakt maakte
werkt werkte woont woonde blijft bleef ziet zag houdt hield spreekt sprak deelt deelde informeert informeerde wijst wees noemt noemde bespreekt besprak
checkt regelt appt appte kijkt keek hoopt begrijpt begreep voegt bracht brengt levert leverde tekent tekende ondertekent verklaart verklaarde klaagt
krijgt kreeg moet moest mag mocht heet hoort hoorde loopt liep staat stond zit zat`},
	{month, `januari februari maart april mei juni juli augustus september oktober november december jan feb mrt apr jun jul aug sep sept okt nov dec january february march may june july october`},
	{weekday, `maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo monday tuesday wednesday thursday friday saturday sunday`},
	{streetTail, `straat laan weg plein kade gracht singel dreef steeg pad hof park ring allee boulevard dijk markt burg wal baan dam poort haven plantsoen hoek kamp veld erf`},
	{placeCue, `te in uit naar nabij omgeving regio gemeente stad dorp provincie vanuit rond`},
}
