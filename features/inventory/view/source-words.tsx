import { getTranslations } from 'next-intl/server'
import { Section } from '#components/section.tsx'
import { catalogue, currentEdition } from '#domain/catalogue/catalogue.ts'
import type { ElementText } from '#domain/catalogue/schema.ts'
import type { EditionId } from '#domain/catalogue/vocabulary.ts'
import type { Language } from '#domain/language.ts'
import { Quotation } from '#features/catalogue/view/quotation.tsx'
import { WordingChange } from '#features/catalogue/view/wording-change.tsx'
import { wordingAgainst } from '../wording.ts'

/** A field in the words of each edition, both languages; what is our translation says so. */
export async function SourceWords({ texts, lang }: { texts: ElementText[]; lang: Language }) {
  const t = await getTranslations()
  return (
    <>
      {catalogue.editions.map(({ id }) => {
        const mine = inOrder(texts, id, lang)
        const isCurrent = id === currentEdition.id
        return (
          <Section
            key={id}
            title={isCurrent ? t('inventory.words.title') : t('inventory.words.older')}
            note={isCurrent ? undefined : t(`inventory.words.against.${wordingAgainst(texts, id)}`)}
          >
            {isCurrent ? null : <Reworded texts={texts} older={id} />}
            {mine.map((text) => (
              <Quotation key={text.lang} lang={text.lang} ours={text.ours} cite={<Cite text={text} />}>
                <strong>{text.label}</strong> – {text.purpose}
              </Quotation>
            ))}
          </Section>
        )
      })}
    </>
  )
}

/** What the current edition says otherwise, marked word by word; nothing where the English is the same. */
async function Reworded({ texts, older }: { texts: ElementText[]; older: EditionId }) {
  const t = await getTranslations('inventory.words')
  if (wordingAgainst(texts, older) !== 'reworded') return null
  const english = (edition: EditionId) => {
    const text = texts.find((each) => each.edition === edition && each.lang === 'en')
    return text ? `${text.label} – ${text.purpose}` : ''
  }
  return (
    <p>
      {t('since')} <WordingChange lang="en" before={english(older)} after={english(currentEdition.id)} />
    </p>
  )
}

/** The page's language first. */
const inOrder = (texts: ElementText[], edition: EditionId, lang: Language) =>
  texts
    .filter((text) => text.edition === edition)
    .toSorted((a, b) => Number(b.lang === lang) - Number(a.lang === lang))

async function Cite({ text }: { text: ElementText }) {
  const t = await getTranslations('catalogue')
  const { row, edition } = text
  const language = t(`languages.${text.lang}`)
  return text.ours
    ? t('citeOurs', { edition: t(`editionsWithin.${edition}`), row, language })
    : t('cite', { edition: t(`editionLabels.${edition}`), row, language })
}
