import Image from 'next/image'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { FileField } from '#components/file-field.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { removeLogoAction, setLogoAction } from '../actions.ts'
import type { LogoFacts } from '../logo.ts'
import classes from './logo-section.module.css'

type LogoSectionProps = {
  logo: LogoFacts | null
  /** In bytes; a larger file is never sent. */
  largest: number
  canChange: boolean
}

/** The picture on the cover of reports. */
export async function LogoSection({ logo, largest, canChange }: LogoSectionProps) {
  const t = await getTranslations('organisations.logo')
  const megabytes = largest / 1024 / 1024
  return (
    <Section title={t('title')} note={t('note')}>
      {logo ? (
        <Image
          className={classes.logo}
          src={`/api/organisation/logo?${logo.sha256.slice(0, 12)}`}
          width={logo.width}
          height={logo.height}
          alt={t('alt')}
          // It was drawn small when it was taken in, and no copy of it belongs in a cache of pictures.
          unoptimized
          loading="eager"
        />
      ) : (
        <p>{t('none')}</p>
      )}
      {canChange ? (
        <ActionForm key={logo?.sha256 ?? ''} action={setLogoAction}>
          <FileField
            name="file"
            label={t(logo ? 'replace' : 'choose')}
            help={t('help', { megabytes })}
            chooseWords={t('drop')}
            chosenWords={t.raw('chosen')}
            largest={largest}
            tooLargeWords={t('tooLarge', { megabytes })}
          />
          <FormButtons>
            <SubmitButton tone="plain" pendingLabel={t('saving')}>
              {t('save')}
            </SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : null}
      {canChange && logo ? (
        <FormButtons>
          <ConfirmButton
            label={t('remove')}
            title={t('removeTitle')}
            consequence={t('removeConsequence')}
            confirmLabel={t('remove')}
            pendingLabel={t('saving')}
            cancelLabel={t('cancel')}
            action={removeLogoAction}
          />
        </FormButtons>
      ) : null}
    </Section>
  )
}
