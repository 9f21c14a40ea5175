import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { SelectField } from '#components/select-field.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextField } from '#components/text-field.tsx'
import { languageOf, languages } from '#domain/language.ts'
import { mostAnnexed } from '#domain/report/device-annex.ts'
import { bytesIn, megabytesOf, mostEnclosed } from '#domain/report/enclosed-evidence.ts'
import { confidentialities } from '#domain/report/reported.ts'
import { services } from '#domain/service.ts'
import { composeCaseReportAction, composeReportAction } from '../actions.ts'
import { overallKinds, reportStandards } from '../schema.ts'

type ComposeFormProps = {
  /** The case to certify; without one it is a report of the whole organisation. */
  offboarding?: string
  /** The files of its evidence that are there. */
  evidence?: readonly { size: number }[]
}

/** What a report asks. */
export async function ComposeForm({ offboarding, evidence = [] }: ComposeFormProps) {
  const t = await getTranslations('reports')
  return (
    <ActionForm
      action={offboarding === undefined ? composeReportAction : composeCaseReportAction}
      hidden={offboarding === undefined ? {} : { offboarding, kind: 'cessation' }}
    >
      {offboarding === undefined ? (
        <ChoiceField
          name="kind"
          label={t('compose.kind')}
          help={t.rich('compose.operator', {
            settings: (chunks) => <QuietLink href="/settings#organisation">{chunks}</QuietLink>,
          })}
          required
          defaultValues={['disclosure']}
          choices={overallKinds.map((kind) => ({
            value: kind,
            label: t(`kinds.${kind}`),
            help: t(`compose.kindHelp.${kind}`),
          }))}
        />
      ) : null}
      {offboarding === undefined ? <OverallFields /> : null}
      <ComposeFields />
      {evidence.length > 0 ? <EnclosedField files={evidence} /> : null}
      <FormButtons>
        <SubmitButton pendingLabel={t('compose.pending')}>{t('compose.label')}</SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}

/** Whether the files of evidence go along in the PDF. */
async function EnclosedField({ files }: { files: readonly { size: number }[] }) {
  const t = await getTranslations('reports.cessation')
  const bytes = bytesIn(files)
  const isTooMuch = bytes > mostEnclosed
  const values = {
    count: files.length,
    megabytes: megabytesOf(bytes),
    most: megabytesOf(mostEnclosed),
  }
  return (
    <ChoiceField
      name="enclose"
      pick="many"
      label={t('evidence')}
      choices={[
        {
          value: 'on',
          label: t('enclose', values),
          help: t(isTooMuch ? 'encloseTooMuch' : 'encloseHelp', values),
          disabled: isTooMuch,
        },
      ]}
    />
  )
}

/** What a report of the organisation is narrowed to, and the day it speaks of. */
async function OverallFields() {
  const t = await getTranslations('reports.compose')
  const names = await getTranslations('services')
  return (
    <>
      <ChoiceField
        name="services"
        pick="many"
        label={t('services')}
        help={t('servicesHelp')}
        choices={services.map((service) => ({ value: service, label: names(`${service}.name`) }))}
      />
      <ChoiceField
        name="annex"
        pick="many"
        label={t('annex')}
        choices={[
          { value: 'devices', label: t('annexDevices'), help: t('annexHelp', { most: mostAnnexed }) },
        ]}
      />
      <TextField name="from" type="date" label={t('from')} help={t('fromHelp')} />
      <TextField name="asOf" type="date" label={t('asOf')} help={t('asOfHelp')} />
    </>
  )
}

/** The same about the impact of a case, behind a button: on its page something else is asked. */
export async function ComposeImpact({ offboarding }: { offboarding: string }) {
  const t = await getTranslations('reports')
  return (
    <ConfirmButton
      label={t('impact.label')}
      title={t('impact.title')}
      consequence={t('impact.about')}
      confirmLabel={t('compose.label')}
      pendingLabel={t('compose.pending')}
      cancelLabel={t('compose.back')}
      action={composeCaseReportAction}
      hidden={{ offboarding, kind: 'impact' }}
    >
      <ComposeFields />
    </ConfirmButton>
  )
}

type ComposeFieldsProps = {
  /** An extract is confidential whoever it goes to: nothing is asked. */
  asksConfidentiality?: boolean
}

/** The language and the form of a PDF. */
export async function ComposeFields({ asksConfidentiality = true }: ComposeFieldsProps) {
  const t = await getTranslations('reports')
  return (
    <>
      <ChoiceField
        name="language"
        label={t('compose.language')}
        required
        defaultValues={[languageOf(await getLocale())]}
        choices={languages.map((language) => ({ value: language, label: t(`languages.${language}`) }))}
      />
      <ChoiceField
        name="standard"
        label={t('compose.standard')}
        required
        defaultValues={['a-3a']}
        choices={reportStandards.map((standard) => ({
          value: standard,
          label: t(`compose.${standard}`),
          help: t(`compose.${standard}Help`),
        }))}
      />
      {asksConfidentiality ? (
        <SelectField
          name="confidentiality"
          label={t('compose.confidentiality')}
          help={t('compose.confidentialityHelp')}
          defaultValue="confidential"
          options={confidentialities.map((value) => ({
            value,
            label: t(`document.confidentiality.${value}`),
          }))}
        />
      ) : null}
    </>
  )
}
