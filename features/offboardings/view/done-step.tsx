import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { FreeText } from '#components/free-text.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { kindOf } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { endAgainAction } from '../actions.ts'
import type { EvidenceItem, OffboardingDetail } from '../queries.ts'
import { accountOutcome } from './account-outcome.tsx'
import { EvidenceSection } from './evidence-section.tsx'
import { Rechecks } from './rechecks.tsx'
import { Returned } from './returned.tsx'

type DoneStepProps = {
  offboarding: OffboardingDetail
  mayRun: boolean
  mayStart: boolean
}

/** The verdict, each half of it with how it is known. */
export async function DoneStep({ offboarding, mayRun, mayStart }: DoneStepProps) {
  const t = await getTranslations()
  const { id, state, connections, evidence } = offboarding
  const outcomes = await Promise.all(
    connections.map(async (connection) => ({
      connection,
      account: await accountOutcome(connection, evidence),
    })),
  )
  return (
    <>
      {state === 'reopened' ? <Reopened id={id} mayStart={mayStart} /> : null}
      {outcomes.map(({ connection, account }) => {
        const { name, disabledAt } = connection
        const halves: Definition[] = [
          {
            id: 'token',
            term: t('offboardings.done.token'),
            description: disabledAt ? (
              <Graded source={{ grade: 'observed', reading: '', at: disabledAt.toISOString() }}>
                {t.rich('offboardings.done.tokenGone', { at: () => <Moment at={disabledAt} /> })}
              </Graded>
            ) : (
              t('offboardings.done.tokenThere')
            ),
          },
          ...account,
          ...evidence
            .filter(({ connection: of, ...piece }) => of === name && isLeftBehind(piece))
            .map(({ id: piece, what, words, left, recordedBy, recordedAt }) => ({
              id: piece,
              term: t('offboardings.done.left'),
              description: (
                <Graded
                  source={
                    what === 'remainderAccepted'
                      ? { grade: 'stated', by: recordedBy, at: recordedAt.toISOString() }
                      : { grade: 'observed', reading: '', at: recordedAt.toISOString() }
                  }
                >
                  {t('offboardings.done.leftOf', { kind: kindOf(connection.service), count: left })}
                  <br />
                  <FreeText>{words ?? ''}</FreeText>
                </Graded>
              ),
            })),
        ]
        return (
          <Section key={connection.id} title={name}>
            {connection.returnedAs === null ? (
              <Banner
                tone={
                  connection.state === 'stopped' || connection.state === 'accountKept' ? 'brand' : 'refusal'
                }
              >
                {t(`offboardings.done.verdict.${connection.state}`)}
              </Banner>
            ) : (
              <Returned connection={connection} />
            )}
            <DefinitionList items={halves} />
          </Section>
        )
      })}
      <Rechecks offboarding={offboarding} mayRun={mayRun} />
      <EvidenceSection offboarding={offboarding} mayRun={mayRun} />
    </>
  )
}

/** What a case ended is back: it can be ended by another case, decided and approved anew. */
async function Reopened({ id, mayStart }: { id: string; mayStart: boolean }) {
  const t = await getTranslations('offboardings')
  return (
    <Section title={t('reopened.title')} note={t('reopened.note')}>
      {mayStart ? (
        <ActionForm action={endAgainAction} hidden={{ offboarding: id }}>
          <FormButtons>
            <SubmitButton pendingLabel={t('saving')}>{t('reopened.endAgain')}</SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : null}
    </Section>
  )
}

/** What a member accepted to be left, and devices that were managed when the certificate was found gone. */
const isLeftBehind = ({ what, left }: Pick<EvidenceItem, 'what' | 'left'>): boolean =>
  what === 'remainderAccepted' || (what === 'certificateFoundGone' && left > 0)
