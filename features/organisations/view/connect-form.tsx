'use client'

import { type ReactNode, useState } from 'react'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { connectTenantAction, testTenantAction } from '../actions.ts'
import type { Inspection } from '../tenant-inspection.ts'
import classes from './connect-form.module.css'
import { InspectionResult, type InspectionWords } from './inspection-result.tsx'

type ConnectFormProps = {
  words: { test: string; connect: string; pending: string; result: InspectionWords }
  wanted: { permission: string; purpose: string }[]
  /** Fields that every registration has. */
  children: ReactNode
  /** The two ways to prove it, each with its own field; the form shows the one that is chosen. */
  kinds: { label: string; options: { value: 'secret' | 'certificate'; label: string; field: ReactNode }[] }
}

/** Tests a registration as often as needed, and connects it. */
export function ConnectForm({ words, wanted, kinds, children }: ConnectFormProps) {
  const [kind, setKind] = useState(kinds.options[0]?.value)
  const [inspected, setInspected] = useState<Inspection | null>(null)
  const submit = async (form: FormData) => {
    setInspected(null)
    if (form.get('intent') === 'connect') return connectTenantAction(form)
    const answer = await testTenantAction(form)
    if (answer?.ok) setInspected(answer.value)
    return answer
  }
  return (
    <ActionForm action={submit}>
      {children}
      <fieldset className={classes.kinds}>
        <legend>{kinds.label}</legend>
        {kinds.options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name="kind"
              value={option.value}
              checked={option.value === kind}
              onChange={() => setKind(option.value)}
            />
            {option.label}
          </label>
        ))}
      </fieldset>
      {kinds.options.find((option) => option.value === kind)?.field}
      <div aria-live="polite">
        {inspected ? <InspectionResult inspected={inspected} wanted={wanted} words={words.result} /> : null}
      </div>
      <FormButtons>
        <SubmitButton name="intent" value="connect" pendingLabel={words.pending}>
          {words.connect}
        </SubmitButton>
        <SubmitButton name="intent" value="test" tone="plain" pendingLabel={words.pending}>
          {words.test}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}
