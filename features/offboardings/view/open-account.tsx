import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '#components/action-form.tsx'
import { Address } from '#components/address.tsx'
import { Banner } from '#components/banner.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { FreeText } from '#components/free-text.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { SelectField } from '#components/select-field.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import { storedDay } from '#domain/day.ts'
import { deletableKinds, lookAgainOn } from '#domain/offboarding/account-end.ts'
import { Day } from '#features/connections/view/day.tsx'
import type { CaseAccount } from '../accounts.ts'
import { keepAccountAction, requestAccountDeletionAction, stateAccountDeletionAction } from '../actions.ts'
import { EvidenceFileField } from './evidence-file-field.tsx'

const managed = ['signIn', 'find', 'holdings', 'deactivate', 'delete'] as const
const personal = ['signIn', 'request', 'code', 'wait'] as const

type OpenAccountProps = {
  offboardingId: string
  account: CaseAccount
  mayState: boolean
  mayKeep: boolean
  today: Date
}

const link = (href: string) => (chunks: ReactNode) => (
  <a href={href} target="_blank" rel="noreferrer">
    {chunks}
  </a>
)

/** An account on which there is no last word yet: how it is deleted, that its deletion was asked for, or why it stays. */
export async function OpenAccount(props: OpenAccountProps) {
  const t = await getTranslations()
  const { appleId, connections, siblings, request } = props.account
  const canBeDeleted = appleId !== null && siblings.length === 0
  const names = connections.map(({ name }) => name).join(', ')
  return (
    <>
      <Section title={appleId === null ? t('offboardings.noAccount') : <Address wraps>{appleId}</Address>}>
        <Banner tone={request ? 'expiring' : 'refusal'}>
          {appleId === null
            ? t('offboardings.account.halfWithoutAccount', { names })
            : t('offboardings.account.half', { appleId, names })}
        </Banner>
      </Section>
      {request ? <Requested request={request} /> : null}
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
      {canBeDeleted ? <HowToDelete appleId={appleId} likely={props.account.likely} /> : null}
      {canBeDeleted && props.mayState ? (
        <>
          <RequestForm key={request?.statedAt.toISOString()} {...props} />
          <DeletionForm {...props} />
        </>
      ) : null}
      <KeepForm {...props} />
    </>
  )
}

async function Requested({ request }: { request: NonNullable<CaseAccount['request']> }) {
  const t = await getTranslations('offboardings.account.request')
  return (
    <Section title={t('requested')}>
      <p>
        {t.rich('told', {
          by: request.statedBy,
          kind: request.kind,
          on: () => <Day at={request.requestedOn} />,
          again: () => <Day at={request.lookAgainOn} />,
        })}
      </p>
      <blockquote>
        <FreeText>{request.note}</FreeText>
      </blockquote>
    </Section>
  )
}

/** Both ways, the likelier one first: which kind an account is, only Apple knows. */
async function HowToDelete({ appleId, likely }: { appleId: string; likely: CaseAccount['likely'] }) {
  const t = await getTranslations('offboardings.account')
  const ways = {
    managed: (
      <Section key="managed" title={t('managed.title')} note={t('managed.note')}>
        <ol>
          {managed.map((step) => (
            <li key={step}>
              {t.rich(`managed.${step}`, {
                appleId,
                business: link('https://business.apple.com'),
                school: link('https://school.apple.com'),
              })}
            </li>
          ))}
        </ol>
      </Section>
    ),
    personal: (
      <Section key="personal" title={t('personal.title')} note={t('personal.note')}>
        <ol>
          {personal.map((step) => (
            <li key={step}>{t.rich(`personal.${step}`, { privacy: link('https://privacy.apple.com') })}</li>
          ))}
        </ol>
      </Section>
    ),
  }
  return deletableKinds
    .toSorted((a, b) => Number(b === likely) - Number(a === likely))
    .map((kind) => ways[kind])
}

async function RequestForm({ offboardingId, account, today }: OpenAccountProps) {
  const t = await getTranslations('offboardings')
  const { id, likely, isOfSchool } = account
  return (
    <Section title={t('account.request.title')} note={t('account.request.note')}>
      <ActionForm action={requestAccountDeletionAction} hidden={{ offboarding: offboardingId, account: id }}>
        <SelectField
          name="kind"
          label={t('account.request.kind')}
          defaultValue={likely}
          options={deletableKinds.map((kind) => ({ value: kind, label: t(`account.kinds.${kind}`) }))}
        />
        <TextField name="requestedOn" type="date" label={t('account.request.on')} required />
        <TextField
          name="lookAgainOn"
          type="date"
          label={t('account.request.again')}
          help={t('account.request.againHelp')}
          defaultValue={lookAgainOn(storedDay(today), likely, isOfSchool)}
          required
        />
        <TextAreaField
          name="note"
          label={t('account.request.how')}
          help={t('account.request.howHelp')}
          rows={3}
          required
        />
        <EvidenceFileField label={t('evidence.file.beside')} />
        <FormButtons>
          <SubmitButton tone="plain" pendingLabel={t('saving')}>
            {t('account.request.confirm')}
          </SubmitButton>
        </FormButtons>
      </ActionForm>
    </Section>
  )
}

async function DeletionForm({ offboardingId, account }: OpenAccountProps) {
  const t = await getTranslations('offboardings')
  return (
    <Section title={t('account.state.title')} note={t('account.state.note')}>
      <ActionForm
        action={stateAccountDeletionAction}
        hidden={{ offboarding: offboardingId, account: account.id }}
      >
        <TextField name="deletedOn" type="date" label={t('account.state.on')} required />
        <TextAreaField
          name="note"
          label={t('account.state.how')}
          help={t('account.state.howHelp')}
          rows={3}
          required
        />
        <EvidenceFileField label={t('evidence.file.beside')} />
        <FormButtons>
          <SubmitButton pendingLabel={t('saving')}>{t('account.state.confirm')}</SubmitButton>
        </FormButtons>
      </ActionForm>
    </Section>
  )
}

async function KeepForm({ offboardingId, account, mayKeep }: OpenAccountProps) {
  const t = await getTranslations('offboardings')
  return (
    <Section title={t('account.keep.title')} note={t('account.keep.note')}>
      {mayKeep ? (
        <ActionForm action={keepAccountAction} hidden={{ offboarding: offboardingId, of: account.id }}>
          <ChoiceField
            name="isOwn"
            label={t('account.keep.whose')}
            defaultValues={['false']}
            choices={[
              { value: 'false', label: t('account.keep.organisations') },
              { value: 'true', label: t('account.keep.own'), help: t('account.keep.ownHelp') },
            ]}
          />
          <TextAreaField name="why" label={t('account.keep.why')} rows={3} required />
          <TextField
            name="stillUsedBy"
            label={t('account.keep.usedBy')}
            defaultValue={account.siblings.map(({ name }) => name).join(', ')}
            required
          />
          <TextField name="reviewOn" type="date" label={t('account.keep.review')} required />
          <EvidenceFileField label={t('evidence.file.beside')} />
          <FormButtons>
            <SubmitButton tone="plain" pendingLabel={t('saving')}>
              {t('account.keep.confirm')}
            </SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : (
        <p>{t('account.keep.others')}</p>
      )}
    </Section>
  )
}
