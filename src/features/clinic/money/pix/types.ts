/** Whether the clinic charges by PIX, as `get_pix_account` answers it. */
export interface PixAccount {
  is_connected: boolean
  environment?: 'sandbox' | 'production'
  key_hint?: string
  connected_at?: string
  is_key_refused?: boolean
}

/** A PIX that waits to be paid. */
export interface PixCharge {
  id: string
  payer_id: string
  amount_cents: number
  charge_ids: string[]
  due_on: string
  created_at: string
  sent_at: string | null
  invoice_url: string | null
  copy_paste: string | null
}

/** What asking for a PIX came to. */
export interface AskedPix {
  id: string
  status: 'pending' | 'paid' | 'cancelled' | 'expired' | 'failed'
  amount_cents: number
  invoice_url: string | null
  copy_paste: string | null
  /** The conversation that has it now. */
  sent_to: string | null
  /** Why it is not in the conversation. */
  refused: string | null
}
