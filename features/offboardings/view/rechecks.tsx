import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { type Column, DataTable } from '#components/data-table.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { StateMark, type StateShape } from '#components/state-mark.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { recheckNowAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import type { Found, Recheck } from '../rechecks.ts'

const shapes: Record<Found, StateShape> = { gone: 'stopped', present: 'restarted', unknown: 'none' }

/** As many as a person reads; all are in the audit log. */
const most = 50

/** Whether what a case ended is still gone: on the days of a timetable, and whenever somebody asks. */
export async function Rechecks({ offboarding, mayRun }: { offboarding: OffboardingDetail; mayRun: boolean }) {
  const t = await getTranslations()
  const { id, rechecks, nextLooks, connections } = offboarding
  if (nextLooks.size === 0) return null
  const [next] = [...nextLooks.values()]
    .filter((at) => at !== null)
    .toSorted((a, b) => a.getTime() - b.getTime())
  const nameOf = (connectionId: string) => connections.find((each) => each.id === connectionId)?.name ?? ''
  const names: Column<Recheck>[] =
    nextLooks.size > 1
      ? [
          {
            id: 'connection',
            header: t('offboardings.column.connection'),
            cell: ({ connectionId }) => nameOf(connectionId),
          },
        ]
      : []
  return (
    <Section
      title={t('offboardings.recheck.title')}
      note={
        next
          ? t.rich('offboardings.recheck.next', { at: () => <Moment at={next} /> })
          : t('offboardings.recheck.over')
      }
    >
      <DataTable
        label={t('offboardings.recheck.title')}
        rows={rechecks.slice(0, most)}
        rowKey={({ connectionId, day, checkedAt }) => `${connectionId} ${day} ${checkedAt.toISOString()}`}
        empty={<p>{t('offboardings.recheck.none')}</p>}
        density="compact"
        columns={[
          ...names,
          {
            id: 'day',
            header: t('offboardings.recheck.day'),
            cell: ({ day }) =>
              day === null ? t('offboardings.recheck.asked') : t('offboardings.recheck.after', { days: day }),
          },
          {
            id: 'found',
            header: t('offboardings.recheck.found'),
            cell: ({ found, reason }) => (
              <>
                <StateMark state={shapes[found]}>{t(`offboardings.recheck.founds.${found}`)}</StateMark>
                {reason === null ? null : (
                  <small>
                    {t.has(`audit.reasons.${reason}`)
                      ? t(`audit.reasons.${reason}`)
                      : t(`refusals.${reason}`)}
                  </small>
                )}
              </>
            ),
          },
          { id: 'by', header: t('offboardings.column.recordedBy'), cell: ({ checkedBy }) => checkedBy },
          {
            id: 'at',
            header: t('offboardings.column.at'),
            oneLine: true,
            cell: ({ checkedAt }) => <Moment at={checkedAt} />,
          },
        ]}
      />
      {mayRun ? (
        <FormButtons>
          <ActionForm action={recheckNowAction} hidden={{ offboarding: id }}>
            <SubmitButton tone="plain" pendingLabel={t('offboardings.recheck.looking')}>
              {t('offboardings.recheck.now')}
            </SubmitButton>
          </ActionForm>
        </FormButtons>
      ) : null}
    </Section>
  )
}
