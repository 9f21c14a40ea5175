'use client'

import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { buttonLook } from './button-look.ts'

/** The button of a form that leads to another page. */
export function PlainSubmit({ children }: { children: ReactNode }) {
  return (
    <Button type="submit" {...buttonLook.plain}>
      {children}
    </Button>
  )
}
