import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { settleSubjectAction } from '../actions.ts'
import type { AccessRequestSummary } from '../queries.ts'
import type { SubjectFound } from '../subjects.ts'

type SubjectFormProps = { request: AccessRequestSummary; found: readonly SubjectFound[] }

/** Whom a request is about, of what was found by what they named; or that nobody was. */
export async function SubjectForm({ request, found }: SubjectFormProps) {
  const t = await getTranslations('accessRequests.subject')
  const through = ({ through: device }: SubjectFound): string | null => {
    if (device === null) return null
    return t(device.isNow ? 'has' : 'had', { serial: device.serial ?? t('noSerial') })
  }
  return (
    <ActionForm action={settleSubjectAction} hidden={{ request: request.id }}>
      <ChoiceField
        name="subject"
        label={t(found.length === 0 ? 'noneFound' : 'which', { about: request.about })}
        required
        defaultValues={[chosenIn(request)]}
        choices={[
          ...found.map((each) => ({
            value: `${each.subject} ${each.id}`,
            label: each.name,
            help: [t(`kind.${each.subject}`), each.detail, through(each)]
              .filter((part) => part !== null)
              .join(' · '),
          })),
          { value: 'nobody', label: t('nobody'), help: t('nobodyHelp') },
        ]}
      />
      <FormButtons>
        <SubmitButton tone={request.step === 'find' ? 'primary' : 'plain'} pendingLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}

const chosenIn = ({ subject, subjectId }: AccessRequestSummary): string =>
  subject === null ? '' : subjectId === null ? subject : `${subject} ${subjectId}`
