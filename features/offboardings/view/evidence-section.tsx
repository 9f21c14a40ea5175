import { getTranslations } from 'next-intl/server'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SelectField } from '#components/select-field.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { isGuided } from '#domain/offboarding/task.ts'
import { attachEvidenceAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { EvidenceFileField } from './evidence-file-field.tsx'
import { EvidenceTable } from './evidence-table.tsx'
import { shownWords } from './shown-words.ts'

type EvidenceSectionProps = {
  offboarding: OffboardingDetail
  mayRun: boolean
}

/** What proves a case, and the way to add to it. */
export async function EvidenceSection({ offboarding, mayRun }: EvidenceSectionProps) {
  const t = await getTranslations('offboardings')
  const { id, state, evidence, evidenceElsewhere, tasks, accounts } = offboarding
  const mayAttach = mayRun && state !== 'cancelled'
  if (evidence.length + evidenceElsewhere.length === 0 && !mayAttach) return null
  const words = await shownWords(offboarding)
  const subjects = [
    'case',
    ...accounts.map((account) => `account:${account.id}`),
    ...tasks.filter(({ kind }) => isGuided(kind)).map(({ position }) => `task:${position}`),
  ]
  return (
    <Section title={t('evidence.title')} note={t('evidence.note')}>
      {evidence.length === 0 ? null : (
        <EvidenceTable evidence={evidence} shownOf={words} mayErase={offboarding.mayErase} />
      )}
      {evidenceElsewhere.length === 0 ? null : (
        <>
          <p>{t('evidence.elsewhereNote')}</p>
          <EvidenceTable
            label={t('evidence.elsewhere')}
            evidence={evidenceElsewhere}
            shownOf={words}
            mayErase={false}
          />
        </>
      )}
      {mayAttach ? (
        <FormButtons>
          <ConfirmButton
            key={evidence.length}
            label={t('evidence.attach.label')}
            title={t('evidence.attach.title')}
            consequence={t('evidence.attach.consequence')}
            confirmLabel={t('evidence.attach.confirm')}
            pendingLabel={t('saving')}
            cancelLabel={t('back')}
            action={attachEvidenceAction}
            hidden={{ offboarding: id }}
          >
            <EvidenceFileField label={t('evidence.file.label')} />
            <SelectField
              name="shows"
              label={t('evidence.attach.shows')}
              options={subjects.map((value) => ({ value, label: words(value) }))}
            />
            <TextAreaField name="note" label={t('evidence.attach.note')} rows={2} />
          </ConfirmButton>
        </FormButtons>
      ) : null}
    </Section>
  )
}
