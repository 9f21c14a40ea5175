import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { SelectField } from '#components/select-field.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { SecretField, TextField } from '#components/text-field.tsx'
import { wantedPermissions } from '#domain/tenant-permission.ts'
import { requireActor } from '#features/access/guard.ts'
import { offeredClouds } from '#features/organisations/queries.ts'
import { ConnectForm } from '#features/organisations/view/connect-form.tsx'
import { purposeOf } from '#features/organisations/view/permission-purpose.ts'
import { PermissionsToGrant } from '#features/organisations/view/permissions-to-grant.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('organisations.connect'))('title') }
}

export default async function ConnectTenantPage() {
  await requireActor('tenantLinks:connect')
  const t = await getTranslations('organisations.connect')
  const organisations = await getTranslations('organisations')
  const trail = (await getTranslations('frame'))('breadcrumb')
  const clouds = await getTranslations('organisations.clouds')
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={t('meta')}
        trail={{ label: trail, parents: [{ href: '/settings', label: organisations('title') }] }}
      />
      <Section title={t('stepsTitle')}>
        <ol>
          <li>{t('stepRegister')}</li>
          <li>{t('stepGrant')}</li>
          <li>{t('stepCredential')}</li>
        </ol>
        <PermissionsToGrant />
      </Section>
      <Section title={t('formTitle')}>
        <ConnectForm
          words={{
            test: t('test'),
            connect: t('connect'),
            pending: t('pending'),
            result: {
              title: t('result.title'),
              // The browser puts the name in: only the answer of the test tells it.
              named: t.raw('result.named'),
              unnamed: t('result.unnamed'),
              complete: t('result.complete'),
              missing: t('result.missing'),
              unknown: t('result.unknown'),
              beyondReading: organisations.raw('beyondReading'),
              found: t('result.found'),
              lacking: t('result.lacking'),
            },
          }}
          wanted={wantedPermissions(['reading']).map((permission) => {
            const purpose = purposeOf(permission)
            return { permission, purpose: purpose ? t(`purposes.${purpose}`) : '' }
          })}
          kinds={{
            label: t('kind'),
            options: [
              {
                value: 'secret',
                label: t('kindSecret'),
                field: (
                  <SecretField
                    name="secret"
                    label={t('secret')}
                    help={t('kindSecretHelp')}
                    autoComplete="off"
                    revealLabel={t('reveal')}
                  />
                ),
              },
              {
                value: 'certificate',
                label: t('kindCertificate'),
                field: (
                  <TextAreaField name="pem" label={t('pem')} help={t('kindCertificateHelp')} rows={8} mono />
                ),
              },
            ],
          }}
        >
          <SelectField
            name="cloud"
            label={t('cloud')}
            options={offeredClouds().map((cloud) => ({ value: cloud, label: clouds(cloud) }))}
          />
          <TextField name="tenant" label={t('tenant')} help={t('tenantHelp')} autoComplete="off" mono />
          <TextField name="client" label={t('client')} autoComplete="off" mono />
        </ConnectForm>
      </Section>
    </>
  )
}
