'use client'

import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { classes } from './classes.ts'

export interface ButtonProps extends Omit<AriaButtonProps, 'className'> {
  look?: 'plain' | 'go' | 'danger' | 'link'
  tall?: boolean
  className?: string
}

export function buttonClasses(look: NonNullable<ButtonProps['look']>, tall = false, more?: string): string {
  if (look === 'link') return classes('link-button', more)
  return classes('btn', look === 'go' && 'btn-go', look === 'danger' && 'btn-danger', tall && 'btn-tall', more)
}

export function Button({ look = 'plain', tall = false, className, ...props }: ButtonProps) {
  return <AriaButton {...props} className={buttonClasses(look, tall, className)} />
}
