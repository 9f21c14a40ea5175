import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import { keepAccountAction, stateAccountDeletionAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { accountOutcome } from './account-outcome.tsx'

type AccountStepProps = { offboarding: OffboardingDetail; mayState: boolean; mayKeep: boolean }

const managed = ['signIn', 'find', 'holdings', 'deactivate', 'delete'] as const
const personal = ['signIn', 'request', 'code', 'wait'] as const

/** The second half of stopping: what to click at Apple, and whose word ends the case; then what that word was. */
export async function AccountStep(props: AccountStepProps) {
  return props.offboarding.state === 'awaitingAccount' ? (
    <OpenAccount {...props} />
  ) : (
    <DecidedAccount offboarding={props.offboarding} />
  )
}

async function DecidedAccount({ offboarding: { facts, evidence } }: Pick<AccountStepProps, 'offboarding'>) {
  const outcomes = await Promise.all(
    facts.connections.map(async (connection) => ({
      id: connection.id,
      name: connection.name,
      rows: await accountOutcome(connection, evidence),
    })),
  )
  return outcomes.map(({ id, name, rows }) => (
    <Section key={id} title={name}>
      <DefinitionList items={rows} />
    </Section>
  ))
}

async function OpenAccount({ offboarding, mayState, mayKeep }: AccountStepProps) {
  const t = await getTranslations()
  const { id, plan, facts } = offboarding
  const { siblings } = facts.impact
  const appleIds = plan.connections.flatMap(({ account }) => account?.appleId ?? [])
  const canBeDeleted = appleIds.length > 0 && siblings.length === 0
  const link = (href: string) => (chunks: React.ReactNode) => (
    <a href={href} target="_blank" rel="noreferrer">
      {chunks}
    </a>
  )
  return (
    <>
      <Banner tone="refusal">
        {appleIds.length > 0
          ? t('offboardings.account.half', { appleId: appleIds.join(', ') })
          : t('offboardings.account.halfWithoutAccount')}
      </Banner>
      {siblings.length > 0 ? (
        <Section title={t('offboardings.account.inUse')} note={t('offboardings.account.inUseNote')}>
          <ul>
            {siblings.map((sibling) => (
              <li key={sibling.id}>
                <QuietLink href={`/connections/${sibling.id}`}>{sibling.name}</QuietLink> (
                {t(`services.${sibling.service}.short`)})
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {canBeDeleted ? (
        <>
          <Section
            title={t('offboardings.account.managed.title')}
            note={t('offboardings.account.managed.note')}
          >
            <ol>
              {managed.map((step) => (
                <li key={step}>
                  {t.rich(`offboardings.account.managed.${step}`, {
                    appleId: appleIds.join(', '),
                    business: link('https://business.apple.com'),
                    school: link('https://school.apple.com'),
                  })}
                </li>
              ))}
            </ol>
          </Section>
          <Section
            title={t('offboardings.account.personal.title')}
            note={t('offboardings.account.personal.note')}
          >
            <ol>
              {personal.map((step) => (
                <li key={step}>
                  {t.rich(`offboardings.account.personal.${step}`, {
                    privacy: link('https://privacy.apple.com'),
                  })}
                </li>
              ))}
            </ol>
          </Section>
        </>
      ) : null}
      {canBeDeleted && mayState ? (
        <Section title={t('offboardings.account.state.title')} note={t('offboardings.account.state.note')}>
          <ActionForm action={stateAccountDeletionAction} hidden={{ offboarding: id }}>
            <TextField name="deletedOn" type="date" label={t('offboardings.account.state.on')} required />
            <TextAreaField
              name="note"
              label={t('offboardings.account.state.how')}
              help={t('offboardings.account.state.howHelp')}
              rows={3}
              required
            />
            <FormButtons>
              <SubmitButton pendingLabel={t('offboardings.saving')}>
                {t('offboardings.account.state.confirm')}
              </SubmitButton>
            </FormButtons>
          </ActionForm>
        </Section>
      ) : null}
      <Section title={t('offboardings.account.keep.title')} note={t('offboardings.account.keep.note')}>
        {mayKeep ? (
          <ActionForm action={keepAccountAction} hidden={{ offboarding: id }}>
            <TextAreaField name="why" label={t('offboardings.account.keep.why')} rows={3} required />
            <TextField
              name="stillUsedBy"
              label={t('offboardings.account.keep.usedBy')}
              defaultValue={siblings.map(({ name }) => name).join(', ')}
              required
            />
            <TextField name="reviewOn" type="date" label={t('offboardings.account.keep.review')} required />
            <FormButtons>
              <SubmitButton tone="plain" pendingLabel={t('offboardings.saving')}>
                {t('offboardings.account.keep.confirm')}
              </SubmitButton>
            </FormButtons>
          </ActionForm>
        ) : (
          <p>{t('offboardings.account.keep.others')}</p>
        )}
      </Section>
    </>
  )
}
