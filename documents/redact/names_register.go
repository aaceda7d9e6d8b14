package redact

// defaultOfficials: given name | family name | function.
const defaultOfficials = `
Mark|Rutte|minister-president
Dick|Schoof|minister-president
Rob|Jetten|minister
Ernst|Kuipers|minister van VWS
Conny|Helder|minister voor Langdurige Zorg en Sport
Maarten|van Ooijen|staatssecretaris van VWS
Fleur|Agema|minister van VWS
Vicky|Maeijer|staatssecretaris van VWS
Vincent|Karremans|staatssecretaris van VWS, minister van EZ
Danielle|Jansen|minister van VWS
Jan Anthonie|Bruijn|minister van VWS
Judith|Tielen|staatssecretaris van VWS
Nicki|Pouw-Verweij|staatssecretaris van VWS
Hugo|de Jonge|minister van VWS en BZK
Tamara|van Ark|minister
Paul|Blokhuis|staatssecretaris van VWS
Bruno|Bruins|minister
Martin|van Rijn|minister
Edith|Schippers|minister van VWS
Sophie|Hermans|minister van KGG
Dilan|Yesilgoz|minister van JenV
Dilan|Yesilgoz-Zegerius|minister van JenV
David|van Weel|minister van JenV
Caspar|Veldkamp|minister van BuZa
Ruben|Brekelmans|minister van Defensie
Eelco|Heinen|minister van Financien
Eppo|Bruins|minister van OCW
Barry|Madlener|minister van IenW
Femke|Wiersma|minister van LVVN
Mona|Keijzer|minister van VRO
Judith|Uitermark|minister van BZK
Frank|Rijkaart|minister van BZK
Marjolein|Faber|minister van AenM
Eddy|van Hijum|minister van SZW
Dirk|Beljaarts|minister van EZ
Reinette|Klever|minister
Zsolt|Szabo|staatssecretaris van BZK
Eddie|van Marum|staatssecretaris van BZK
Teun|Struycken|staatssecretaris Rechtsbescherming
Arno|Rutte|staatssecretaris
Ingrid|Coenradie|staatssecretaris van JenV
Nora|Achahbar|staatssecretaris
Sandra|Palmen|staatssecretaris
Jurgen|Nobel|staatssecretaris van SZW
Chris|Jansen|staatssecretaris van IenW
Jean|Rummenie|staatssecretaris van LVVN
Gijs|Tuinman|staatssecretaris van Defensie
Folkert|Idsinga|staatssecretaris van Financien
Tjebbe|van Oostenbruggen|staatssecretaris van Financien
Mariëlle|Paul|staatssecretaris van OCW
Sigrid|Kaag|minister van Financien
Wopke|Hoekstra|minister
Kajsa|Ollongren|minister
Karien|van Gennip|minister van SZW
Carola|Schouten|minister
Micky|Adriaansens|minister van EZK
Henk|Staghouwer|minister van LNV
Piet|Adema|minister van LNV
Christianne|van der Wal|minister
Mark|Harbers|minister van IenW
Vivianne|Heijnen|staatssecretaris van IenW
Alexandra|van Huffelen|staatssecretaris
Eric|van der Burg|staatssecretaris
Franc|Weerwind|minister
Robbert|Dijkgraaf|minister van OCW
Dennis|Wiersma|minister
Gunay|Uslu|staatssecretaris
Liesje|Schreinemacher|minister
Hanke|Bruins Slot|minister
Hans|Vijlbrief|staatssecretaris
Marnix|van Rij|staatssecretaris
Aukje|de Vries|staatssecretaris
Steven|van Weyenberg|minister
Ferd|Grapperhaus|minister van JenV
Sander|Dekker|minister
Ank|Bijleveld|minister
Cora|van Nieuwenhuizen|minister
Arie|Slob|minister
Ingrid|van Engelshoven|minister
Wouter|Koolmees|minister
Raymond|Knops|staatssecretaris
Stef|Blok|minister
Eric|Wiebes|minister
Menno|Snel|staatssecretaris
Jesse|Klaver|Kamerlid
Frans|Timmermans|Kamerlid
Geert|Wilders|Kamerlid
Pieter|Omtzigt|Kamerlid
Caroline|van der Plas|Kamerlid
Henri|Bontenbal|Kamerlid
Mirjam|Bikker|Kamerlid
Chris|Stoffer|Kamerlid
Esther|Ouwehand|Kamerlid
Jimmy|Dijk|Kamerlid
Lilian|Marijnissen|Kamerlid
Stephan|van Baarle|Kamerlid
Farid|Azarkan|Kamerlid
Thierry|Baudet|Kamerlid
Joost|Eerdmans|Kamerlid
Laurens|Dassen|Kamerlid
Wieke|Paulusma|Kamerlid
Julian|Bushoff|Kamerlid
Maarten|Hijink|Kamerlid
Sarah|Dobbe|Kamerlid
Joba|van den Berg|Kamerlid
Harry|Bevers|Kamerlid
Jan|Klink|Kamerlid
Jacqueline|van den Hil|Kamerlid
Lisa|Westerveld|Kamerlid
Barbara|Kathmann|Kamerlid
Jesse|Six Dijkstra|Kamerlid
Rene|Claassen|Kamerlid
Harmen|Krul|Kamerlid
Mohammed|Mohandis|Kamerlid
Aukje|van den Berg|
Corinne|Ellemeet|Kamerlid
Attje|Kuiken|Kamerlid
Lodewijk|Asscher|minister van SZW
Nilufer|Gundogan|Kamerlid
Liane|den Haan|Kamerlid
Wybren|van Haga|Kamerlid
Fonda|Sahla|Kamerlid
Rens|Raemakers|Kamerlid
Hind|Dekker-Abdulaziz|Kamerlid
Kees|van der Staaij|Kamerlid
Gert-Jan|Segers|Kamerlid
Don|Ceder|Kamerlid
Renske|Leijten|Kamerlid
Michiel|van Nispen|Kamerlid
Songul|Mutluer|Kamerlid
Ulysse|Ellian|Kamerlid
Joost|Sneller|Kamerlid
Queeny|Rajkowski|Kamerlid
Lammert|van Raan|Kamerlid
Frank|Wassenberg|Kamerlid
Judith|Tielen|Kamerlid
Aant Jelle|Soepboer|Kamerlid
Faith|Bruyning|Kamerlid
Agnes|Joseph|Kamerlid
Nicolien|van Vroonhoven|Kamerlid
Rosanne|Hertzberger|Kamerlid
Diederik|van Dijk|Kamerlid
Elke|Slagt-Tichelman|Kamerlid
Jimme|Nordkamp|Kamerlid
Daniëlle|Hirsch|Kamerlid
Luc|Stultiens|Kamerlid
Kati|Piri|Kamerlid
Marieke|Vellinga-Beemsterboer|Kamerlid
Wim|Meulenkamp|Kamerlid
Rosemarijn|Dral|Kamerlid
Bente|Becker|Kamerlid
Claire|Martens|Kamerlid
Aukje|Koser Kaya|
Fatihya|Abdi|Kamerlid
Mariska|Rikkers-Oosterkamp|Kamerlid
Cor|Pierik|Kamerlid
Mona|Keijzer|Kamerlid
Ilana|Rooderkerk|Kamerlid
Hans|Teunissen|Kamerlid
Elly|van Wijnen|
Merlien|Welzijn|Kamerlid
Willem|Koops|Kamerlid
Thom|van Campen|Kamerlid
Silvio|Erkens|Kamerlid
Peter|de Groot|Kamerlid
Martin|Bosma|Kamervoorzitter
Vera|Bergkamp|Kamervoorzitter
Khadija|Arib|Kamervoorzitter
Jan Peter|Balkenende|minister-president
Wim|Kok|minister-president
Piet Hein|Donner|minister
Ab|Klink|minister
Ronald|Plasterk|minister
Jeroen|Dijsselbloem|minister
Henk|Kamp|minister
Ivo|Opstelten|minister
Ard|van der Steur|minister
Melanie|Schultz van Haegen|minister
Jet|Bussemaker|minister
Klaas|Dijkhoff|minister
Max|Schrems|
`
