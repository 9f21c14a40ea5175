import { getTranslations } from 'next-intl/server'
import { Section } from '#components/section.tsx'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import type { ListedStated } from '../list-stated.ts'
import { JoinOffers } from './join-offers.tsx'
import { StatedTable } from './stated-table.tsx'

type StatedSectionProps = { stated: readonly ListedStated[]; mayState: boolean }

/** What members stated beside what readings found, with what a reading has found of it since; nothing where there is none. */
export async function StatedSection({ stated, mayState }: StatedSectionProps) {
  const t = await getTranslations('stated')
  if (stated.length === 0) return null
  return (
    <Section id="stated" title={t('notRead')} note={t('tableNote')}>
      {stated.map((each) => (
        <JoinOffers key={each.id} stated={each} mayJoin={mayState} />
      ))}
      <StatedTable stated={stated} />
      <GradeLegend grades={['stated']} />
    </Section>
  )
}
