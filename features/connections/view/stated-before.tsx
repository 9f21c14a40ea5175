import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { StatedConnection } from '../stated.ts'
import { StatedFacts } from './stated-facts.tsx'

type StatedBeforeProps = {
  stated: readonly StatedConnection[]
  /** When a reading first saw the connection. */
  observedSince: Date
}

/** What members had stated of a connection that a reading found; nothing where nobody did. */
export async function StatedBefore({ stated, observedSince }: StatedBeforeProps) {
  const t = await getTranslations('stated')
  const longDay = await longDays()
  if (stated.length === 0) return null
  const isBefore = stated.some(({ statedAt }) => statedAt < observedSince)
  return (
    <Section title={t(isBefore ? 'before.title' : 'before.after')}>
      {stated.map((each) => (
        <div key={each.id}>
          <p>
            {t.rich('before.sentence', {
              by: each.statedBy,
              date: longDay(each.statedAt),
              name: () => <QuietLink href={`/connections/stated/${each.id}`}>{each.name}</QuietLink>,
            })}
          </p>
          <StatedFacts said={each} />
        </div>
      ))}
      <GradeLegend grades={['stated']} />
    </Section>
  )
}

/** That a connection is older than its first reading, by a member's word; nothing where no such word is older. */
export async function StatedSince({ stated, observedSince }: StatedBeforeProps) {
  const t = await getTranslations('stated')
  const longDay = await longDays()
  const first = stated
    .filter(({ statedAt }) => statedAt < observedSince)
    .toSorted((a, b) => a.statedAt.getTime() - b.statedAt.getTime())
    .at(0)
  if (!first) return null
  const { statedBy: by, statedAt: at } = first
  return (
    <Graded source={{ grade: 'stated', by, at: at.toISOString() }}>
      {t('before.since', { date: longDay(at), by })}
    </Graded>
  )
}
