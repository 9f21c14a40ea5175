import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { SecretField, TextField } from '#components/text-field.tsx'
import { hasWritten } from '#domain/offboarding/run.ts'
import type { ConnectionKind } from '#domain/service.ts'
import { wantedPermissions } from '#domain/tenant-permission.ts'
import { enterWriteAccessAction } from '../actions.ts'
import { kindsOf } from '../case.ts'
import type { OffboardingDetail } from '../queries.ts'

type AccessStepProps = { offboarding: OffboardingDetail; mayEnter: boolean }

/** The second registration, which may write: one per tenant, entered for this case and forgotten at its end. */
export async function AccessStep({ offboarding, mayEnter }: AccessStepProps) {
  const t = await getTranslations('offboardings')
  const isOver = hasWritten(offboarding.state)
  return (
    <>
      {isOver ? (
        <Banner>{t(offboarding.hadAccess ? 'access.forgotten' : 'access.neverEntered')}</Banner>
      ) : null}
      {offboarding.access.map(({ tenantLinkId, tenant, entered }) => (
        <Section
          key={tenantLinkId}
          title={t('access.title', { tenant: tenant.name })}
          note={isOver ? undefined : t('access.note')}
        >
          {isOver ? null : <WantedPermissions kinds={kindsOf(offboarding.plan, tenantLinkId)} />}
          {entered ? (
            <Banner tone="brand">
              {t.rich('access.entered', {
                by: entered.createdBy,
                client: () => <code>{entered.link.client}</code>,
                fingerprint: () => <code>{entered.fingerprint}</code>,
              })}
            </Banner>
          ) : null}
          {mayEnter && !isOver ? (
            <ActionForm
              action={enterWriteAccessAction}
              hidden={{ offboarding: offboarding.id, tenantLink: tenantLinkId }}
            >
              <TextField
                name="client"
                label={t('access.client')}
                help={t('access.clientHelp')}
                mono
                required
              />
              <SecretField
                name="secret"
                label={t('access.secret')}
                revealLabel={t('access.reveal')}
                autoComplete="off"
              />
              <TextAreaField name="pem" label={t('access.pem')} help={t('access.pemHelp')} rows={3} mono />
              <FormButtons>
                <SubmitButton pendingLabel={t('access.trying')} tone={entered ? 'plain' : 'primary'}>
                  {entered ? t('access.replace') : t('access.enter')}
                </SubmitButton>
              </FormButtons>
            </ActionForm>
          ) : null}
        </Section>
      ))}
    </>
  )
}

async function WantedPermissions({ kinds }: { kinds: ReadonlySet<ConnectionKind> }) {
  const t = await getTranslations('offboardings')
  return (
    <>
      <p>{t('access.wanted')}</p>
      <ul>
        {wantedPermissions(kinds).map((permission) => (
          <li key={permission}>
            <code>{permission}</code>
          </li>
        ))}
      </ul>
    </>
  )
}
