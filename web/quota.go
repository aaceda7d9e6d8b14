package web

import (
	"fmt"
	"sync"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// UsualUploads is how many bytes of files one person may send in a day: more than an
// honest day's work, and less than what fills a disk overnight (ASVS 5.2.4).
const UsualUploads = 2 << 30

// A quota counts what each person sent to this node today. It lies in memory: a
// restart forgives.
type quota struct {
	mu   sync.Mutex
	day  int64
	sent map[workflow.PersonID]int64 // bytes
}

// take counts n bytes for a person. It fails with *desk.Braked, and counts nothing,
// when with them he would be over most.
func (q *quota) take(person workflow.PersonID, n int, most int64, now time.Time) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	const day = 24 * time.Hour
	if today := now.Unix() / int64(day.Seconds()); q.sent == nil || today != q.day {
		q.day, q.sent = today, map[workflow.PersonID]int64{}
	}
	if q.sent[person]+int64(n) > most {
		return &desk.Braked{Wait: now.Truncate(day).Add(day).Sub(now), Text: fmt.Sprintf("U hebt vandaag meer dan %s aan bestanden gestuurd. Dit bestand is niet bewaard. Morgen kan het weer; heeft het haast, vraag dan een collega of de beheerder.", size(int(most)))}
	}
	q.sent[person] += int64(n)
	return nil
}
