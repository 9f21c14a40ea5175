import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FormButtons } from '#components/form-buttons.tsx'
import { HashField } from '#components/hash-field.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { StandalonePage } from '#components/standalone-page.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { LanguageChoice } from '#features/access/view/language-choice.tsx'
import { verifyAction } from '#features/reports/actions.ts'
import { VerifyForm } from '#features/reports/view/verify-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('verify'))('title') }
}

/** For whoever holds a report, signed in or not. */
export default async function Verify() {
  const t = await getTranslations('verify')
  return (
    <StandalonePage name={(await getTranslations('frame'))('product')} tools={<LanguageChoice />}>
      <PageHeader title={t('title')} meta={t('about')} />
      <VerifyForm action={verifyAction}>
        <HashField
          name="sha256"
          label={t('file')}
          help={t('fileHelp')}
          chooseWords={t('choose')}
          chosenWords={t.raw('chosen')}
          hashLabel={t('hash')}
          hashHelp={t('hashHelp')}
          cannotWords={t('cannot')}
        />
        <FormButtons>
          <SubmitButton pendingLabel={t('pending')}>{t('submit')}</SubmitButton>
        </FormButtons>
      </VerifyForm>
    </StandalonePage>
  )
}
