import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { FreeText } from '#components/free-text.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { datesHere } from '#i18n/dates.ts'
import { liftArchiveHoldAction, placeArchiveHoldAction } from '../actions.ts'
import type { ArchiveHold } from '../hold.ts'

type Props = { hold: ArchiveHold | null; canChange: boolean }

/** Whether age may take anything of the accountability record, and the form to forbid it or allow it again. */
export async function ArchiveHoldSection({ hold, canChange }: Props) {
  const t = await getTranslations('audit.hold')
  const date = await datesHere()
  return (
    <Section
      title={t('title')}
      note={t('note')}
      aside={
        canChange && hold ? (
          <ConfirmButton
            label={t('lift')}
            title={t('liftTitle')}
            consequence={t('liftConsequence')}
            confirmLabel={t('lift')}
            pendingLabel={t('lifting')}
            cancelLabel={t('keep')}
            action={liftArchiveHoldAction}
          />
        ) : null
      }
    >
      {hold ? (
        <DefinitionList
          items={[
            {
              id: 'since',
              term: t('since'),
              description: t('placed', {
                day: date(hold.placedAt, { dateStyle: 'long' }),
                name: hold.placedBy,
              }),
            },
            { id: 'reason', term: t('reason'), description: <FreeText>{hold.reason}</FreeText> },
          ]}
        />
      ) : (
        <p>{t('none')}</p>
      )}
      {canChange && !hold ? (
        <ActionForm action={placeArchiveHoldAction}>
          <TextAreaField
            name="reason"
            label={t('reason')}
            help={t('reasonHelp')}
            rows={3}
            maxLength={1000}
            required
          />
          <FormButtons>
            <SubmitButton tone="plain" pendingLabel={t('placing')}>
              {t('place')}
            </SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : null}
    </Section>
  )
}
