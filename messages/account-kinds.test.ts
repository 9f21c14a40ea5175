import { expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'

const token = { en: /token/, fr: /jeton/ }
const certificate = { en: /certificate/, fr: /certificat/ }

test.each(['en', 'fr'] as const)(
  'how an account is deleted is told of what it is behind (%s)',
  (language) => {
    const { t } = reportWords(language)
    const note = (kind: 'managed' | 'personal', likely: 'managed' | 'personal') =>
      t(`offboardings.account.${kind}.note`, { likely })
    for (const kind of ['managed', 'personal'] as const) {
      expect(note(kind, 'personal')).toMatch(certificate[language])
      expect(note(kind, 'personal')).not.toMatch(token[language])
      expect(note(kind, 'managed')).not.toMatch(certificate[language])
      expect(note(kind, 'managed')).toBe(note(kind, 'managed').trim())
    }
  },
)
