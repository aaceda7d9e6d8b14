package redact

import (
	"os"
	"testing"
)

// TestTheReaderKeepsToItsLanguage holds that the second reader, which learned from Dutch
// texts only, adds nothing to what the rules find in a text in another language: there
// every word is unknown to it. It once took "section" for a name, and found it everywhere.
func TestTheReaderKeepsToItsLanguage(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rules := New(Options{})
	rules.instead = func(*work, int) {}
	for tongue, text := range map[string]string{
		"English": string(readme),
		"German":  "Sehr geehrte Damen und Herren,\n\nvielen Dank für Ihr Schreiben vom 3. März. Die Bundesregierung begrüßt den Vorschlag der Niederlande, die Zusammenarbeit bei der Versorgung mit Arzneimitteln zu verstärken. Der Ausschuss wird sich in seiner nächsten Sitzung mit dem Entwurf befassen. Wir bitten um Übermittlung der Unterlagen bis Ende April. Die Stellungnahme der Länder liegt noch nicht vor.\n\nMit freundlichen Grüßen\nKlaus Brinkmann\nReferatsleiter",
		"French":  "Madame, Monsieur,\n\nNous avons bien reçu votre lettre du 4 mars concernant le projet de règlement. La Commission examinera les observations des États membres avant la fin du mois. Les documents annexés seront transmis au secrétariat général. Il convient de rappeler que la procédure reste confidentielle jusqu'à la publication de l'avis.\n\nVeuillez agréer, Madame, Monsieur, l'expression de mes salutations distinguées.\nHélène Marchand",
		"Turkish": "Sayın yetkili,\n\nMektubunuzu aldık ve teşekkür ederiz. Başvuru belgeleri eksik olduğu için işlem henüz tamamlanamadı. Lütfen kimlik fotokopisini ve adres bilgilerini gönderiniz. Karar en geç altı hafta içinde bildirilecektir.\n\nSaygılarımla\nAyşe Yıldırım",
		"Polish":  "Szanowni Państwo,\n\nw odpowiedzi na pismo z dnia 4 marca informujemy, że wniosek został przekazany do właściwego urzędu. Prosimy o przesłanie brakujących dokumentów w terminie czternastu dni. Sprawa zostanie rozpatrzona bez zbędnej zwłoki.\n\nZ poważaniem\nKrzysztof Wójcik",
		"Spanish": "Estimados señores:\n\nHemos recibido su carta del 4 de marzo y agradecemos su interés. La solicitud será estudiada por la comisión competente durante el próximo mes. Les rogamos que envíen la documentación que falta.\n\nAtentamente,\nMaría Fernández López",
	} {
		with, alone := Detect([]byte(text)), rules.Detect([]byte(text))
		if len(with) > len(alone) {
			t.Errorf("%s: %d findings instead of the %d of the rules", tongue, len(with), len(alone))
			for _, f := range with {
				t.Logf("%q (%s)", text[f.Start:f.End], f.Rule)
			}
		}
	}
}
