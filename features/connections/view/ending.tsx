import { getTranslations } from 'next-intl/server'
import { Section } from '#components/section.tsx'
import { currentEdition } from '#domain/catalogue/catalogue.ts'
import type { Language } from '#domain/language.ts'
import type { ConnectionKind } from '#domain/service.ts'
import { Quotation } from '#features/catalogue/view/quotation.tsx'

type EndingProps = {
  /** How it ends: by its kind through a case, or by people's hands. */
  way: ConnectionKind | 'over' | 'stated'
  lang: Language
}

/** How a connection ends, always by Microsoft's two halves. */
export async function Ending({ way, lang }: EndingProps) {
  const t = await getTranslations()
  const passages = currentEdition.passages.toSorted(
    (a, b) => Number(b.lang === lang) - Number(a.lang === lang),
  )
  const edition = t(`catalogue.editionsWithin.${currentEdition.id}`)
  return (
    <Section title={t('connections.endingTitle')} note={t(`connections.ending.${way}`)}>
      {passages.slice(0, passages[0]?.ours ? 2 : 1).map((passage) => (
        <Quotation
          key={passage.lang}
          lang={passage.lang}
          ours={passage.ours}
          cite={
            passage.ours
              ? t('catalogue.ourTranslation')
              : t('catalogue.citePage', { edition, title: passage.title })
          }
        >
          {passage.instruction}
        </Quotation>
      ))}
    </Section>
  )
}
