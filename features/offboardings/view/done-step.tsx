import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { backSince } from '#domain/offboarding/recheck.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { endedElsewhere } from '../ended-elsewhere.ts'
import type { OffboardingDetail } from '../queries.ts'
import { endStateOf, hasEnded } from '../scope.ts'
import { EvidenceSection } from './evidence-section.tsx'
import { Rechecks } from './rechecks.tsx'
import { Reopened } from './reopened.tsx'
import { Returned } from './returned.tsx'
import { verdictRows } from './verdict-rows.tsx'

type DoneStepProps = {
  offboarding: OffboardingDetail
  mayRun: boolean
  mayStart: boolean
}

/** The verdict, each half of it with how it is known. */
export async function DoneStep({ offboarding, mayRun, mayStart }: DoneStepProps) {
  const { connections, rechecks } = offboarding
  const verdicts = await Promise.all(
    connections.map(async (connection) => ({
      connection,
      rows: await verdictRows(connection, offboarding),
    })),
  )
  return (
    <>
      <Reopened offboarding={offboarding} mayStart={mayStart} />
      {verdicts.map(({ connection, rows }) => (
        <Section key={connection.id} title={connection.name}>
          <Verdict connection={connection} rechecks={rechecks} />
          <DefinitionList items={rows} />
        </Section>
      ))}
      <Rechecks offboarding={offboarding} mayRun={mayRun} />
      <EvidenceSection offboarding={offboarding} mayRun={mayRun} />
    </>
  )
}

/** How it stands with a connection; a look finds that it is back before the reading that opens the case again. */
async function Verdict({
  connection,
  rechecks,
}: Pick<OffboardingDetail, 'rechecks'> & { connection: OffboardingDetail['connections'][number] }) {
  const t = await getTranslations('offboardings.done')
  const { endedBy } = connection
  if (endedElsewhere(connection))
    return (
      <Banner
        tone="refusal"
        action={
          endedBy ? (
            <QuietLink href={`/offboardings/${endedBy.id}`}>{t('toCase')}</QuietLink>
          ) : (
            <QuietLink href={`/connections/${connection.returnedAs ?? connection.id}`}>
              {t('toConnection')}
            </QuietLink>
          )
        }
      >
        {endedBy
          ? t.rich('endedByCase', { by: endedBy.startedByName, at: () => <Moment at={endedBy.startedAt} /> })
          : t('verdict.leftOut')}
      </Banner>
    )
  if (connection.sharesAgain) return <Returned connection={connection} />
  const seenAt = backSince(connection, rechecks)
  if (seenAt)
    return <Banner tone="refusal">{t.rich('seenAgain', { at: () => <Moment at={seenAt} /> })}</Banner>
  const state = endStateOf(connection)
  return (
    <>
      <Returned connection={connection} />
      <Banner tone={hasEnded(state) ? 'brand' : 'refusal'}>{t(`verdict.${state}`)}</Banner>
    </>
  )
}
