'use client'

import { Button } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Banner } from './banner.tsx'
import { buttonLook } from './button-look.ts'
import classes from './form.module.css'
import { RefusalNotice } from './refusal-notice.tsx'

type SavingFormProps = {
  /** The handler that makes the file and answers it, or a refusal as plain text. */
  action: string
  submit: string
  pending: string
  /** Said once the file is saved, and where nothing could be fetched. */
  saved: string
  unreachable: string
  children: ReactNode
}

/**
 * A form whose answer is a file to be saved. It says so while the file is made, and the page then shows what stands now;
 * without script the browser saves it all the same.
 */
export function SavingForm({ action, submit, pending, saved, unreachable, children }: SavingFormProps) {
  const router = useRouter()
  const [state, setState] = useState<'asking' | 'pending' | 'saved' | { refusal: string }>('asking')
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (state === 'pending') return
    setState('pending')
    const body = new FormData(event.currentTarget)
    try {
      const answer = await fetch(action, { method: 'POST', body })
      if (!answer.ok) return setState({ refusal: await answer.text() })
      save(await answer.blob(), nameIn(answer))
      setState('saved')
    } catch {
      setState({ refusal: unreachable })
    }
    router.refresh()
  }
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={action}
      onSubmit={send}
      className={classes.form}
    >
      {typeof state === 'object' ? <RefusalNotice>{state.refusal}</RefusalNotice> : null}
      {state === 'saved' ? (
        <div role="status">
          <Banner tone="brand">{saved}</Banner>
        </div>
      ) : null}
      {children}
      <div className={classes.buttons}>
        <Button type="submit" aria-disabled={state === 'pending' || undefined} {...buttonLook.primary}>
          <span aria-live="polite">{state === 'pending' ? pending : submit}</span>
        </Button>
      </div>
    </form>
  )
}

const nameIn = ({ headers }: Response): string =>
  /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? 'file'

const save = (file: Blob, name: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has begun to save by the next minute; until then it needs the address.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
