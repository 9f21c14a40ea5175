import { getTimeZone, getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Address } from '#components/address.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import { dayIn } from '#domain/day.ts'
import type { CaseAccount } from '../accounts.ts'
import { keepAccountAction, requestAccountDeletionAction, stateAccountDeletionAction } from '../actions.ts'
import { EvidenceFileField } from './evidence-file-field.tsx'
import { RequestFields } from './request-fields.tsx'

type FormProps = { offboardingId: string; account: CaseAccount }
type NamedFormProps = FormProps & { appleId: string }

/** In a heading each form names its account: a case may be about several, one after the other on the same page. */
const naming = (appleId: string) => ({ account: () => <Address wraps>{appleId}</Address> })

/** What is said of deleting an account that may be a person's own goes before. */
const noteOf = ({ flags }: CaseAccount, warning: string, note: string): string =>
  flags.length > 0 ? `${warning} ${note}` : note

/** That the deletion of an account was asked for at Apple, and when to look again. */
export async function RequestForm({
  offboardingId,
  account,
  appleId,
  today,
}: NamedFormProps & { today: Date }) {
  const t = await getTranslations('offboardings')
  const { id, likely, isOfSchool } = account
  return (
    <Section
      title={t.rich('account.request.title', naming(appleId))}
      note={noteOf(account, t('account.flagged.only'), t('account.request.note'))}
    >
      <ActionForm action={requestAccountDeletionAction} hidden={{ offboarding: offboardingId, account: id }}>
        <RequestFields
          likely={likely}
          isSchool={isOfSchool}
          today={dayIn(await getTimeZone(), today)}
          words={{
            kind: t('account.request.kind'),
            kinds: { managed: t('account.kinds.managed'), personal: t('account.kinds.personal') },
            on: t('account.request.on'),
            again: t('account.request.again'),
            againHelp: t('account.request.againHelp'),
          }}
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
          <SubmitButton tone="plain" isLong pendingLabel={t('saving')}>
            {t('account.request.confirm', { appleId })}
          </SubmitButton>
        </FormButtons>
      </ActionForm>
    </Section>
  )
}

/** The last word on an account: that it was deleted. */
export async function DeletionForm({ offboardingId, account, appleId }: NamedFormProps) {
  const t = await getTranslations('offboardings')
  return (
    <Section
      title={t.rich('account.state.title', naming(appleId))}
      note={noteOf(account, t('account.flagged.only'), t('account.state.note'))}
    >
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
        <ChoiceField
          name="seen"
          pick="many"
          label={t('account.state.last')}
          choices={[
            {
              value: 'on',
              label: t.rich('account.state.seen', naming(appleId)),
              help: t('account.state.seenHelp'),
            },
          ]}
        />
        <FormButtons>
          <SubmitButton isLong pendingLabel={t('saving')}>
            {t('account.state.confirm', { appleId })}
          </SubmitButton>
        </FormButtons>
      </ActionForm>
    </Section>
  )
}

/** The other last word: whose it is, why it lives on, and until when. Of a flagged one nobody is led to say whose. */
export async function KeepForm({ offboardingId, account, mayKeep }: FormProps & { mayKeep: boolean }) {
  const t = await getTranslations('offboardings')
  const { appleId, connections, flags } = account
  const title =
    appleId === null
      ? t('account.keep.titleUnnamed', { names: connections.map(({ name }) => name).join(', ') })
      : t.rich('account.keep.title', naming(appleId))
  return (
    <Section title={title} note={t('account.keep.note')}>
      {mayKeep ? (
        <ActionForm action={keepAccountAction} hidden={{ offboarding: offboardingId, of: account.id }}>
          <ChoiceField
            name="isOwn"
            label={t('account.keep.whose')}
            defaultValues={flags.length > 0 ? [] : ['false']}
            required
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
