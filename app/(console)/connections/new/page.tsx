import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { largestTokenFile } from '#adapters/token-file/token-file.ts'
import { ActionForm } from '#components/action-form.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { FileField } from '#components/file-field.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { requireActor } from '#features/access/guard.ts'
import { readFileAction } from '#features/connections/actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stated'))('title') }
}

export default async function StateConnection() {
  await requireActor('connections:state')
  const t = await getTranslations('stated')
  const words = await getTranslations()
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={t('about')}
        trail={{
          label: words('frame.breadcrumb'),
          parents: [{ href: '/connections', label: words('connections.title') }],
        }}
      />
      <Section title={t('file.title')} note={t('file.note')}>
        <ActionForm action={readFileAction}>
          <FileField
            name="file"
            label={t('file.label')}
            chooseWords={t('file.choose')}
            chosenWords={t.raw('file.chosen')}
            largest={largestTokenFile}
            tooLargeWords={t('file.tooLarge', { kilobytes: largestTokenFile / 1024 })}
          />
          <FormButtons>
            <SubmitButton pendingLabel={t('file.pending')}>{t('file.read')}</SubmitButton>
          </FormButtons>
        </ActionForm>
      </Section>
      <Section title={t('file.keptTitle')} note={t('file.kept')} />
      <Section title={t('byHand.title')} note={t('byHand.note')}>
        <ButtonLink tone="plain" href="/connections/new/by-hand">
          {t('byHand.go')}
        </ButtonLink>
      </Section>
    </>
  )
}
