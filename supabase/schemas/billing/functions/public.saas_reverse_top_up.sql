-- A top-up that went wrong (another clinic, a zero too many) is taken back: an adjustment under the reference of the
-- top-up, so the ledger itself allows one. What the clinic has spent of it stays spent: no balance falls below zero, and
-- nobody comes to owe for a mistake of ours.
create function public.saas_reverse_top_up(p_tenant_id uuid, p_top_up_id bigint, p_note text, p_admin_id uuid)
returns public.whatsapp_credits_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, gen_random_uuid(), p_admin_id);
  v_top_up public.whatsapp_credits_transactions;
  v_balance public.whatsapp_credits_balance;
  v_credits int;
begin
  select * into v_top_up from public.whatsapp_credits_transactions x
  where x.tenant_id = p_tenant_id and x.id = p_top_up_id and x.kind = 'topup_manual' and x.reference like 'topup:%';
  if not found then
    raise sqlstate 'PT404' using message = 'top_up_not_found';
  end if;
  v_balance := app.lock_credits(p_tenant_id);
  if exists (
    select from public.whatsapp_credits_transactions x
    where x.tenant_id = p_tenant_id and x.kind = 'adjustment' and x.reference = v_top_up.reference
  ) then
    raise sqlstate 'PT409' using message = 'already_reversed', hint = 'Look at the list of top-ups again.';
  end if;
  v_credits := least(v_balance.balance, v_top_up.amount - v_top_up.debt_change);
  if v_credits = 0 then
    raise sqlstate 'PT409' using message = 'nothing_to_reverse', hint = 'The clinic has spent these credits.';
  end if;
  perform app.audit(p_tenant_id, 'credits.taken_back', 'credits', p_top_up_id::text, null, jsonb_build_object('credits', -v_credits), v_note);
  return app.post_credits(p_tenant_id, 'adjustment', -v_credits, v_top_up.reference, false, null, null, p_admin_id, v_note);
end;
$$;
comment on function public.saas_reverse_top_up(uuid, bigint, text, uuid) is
  'Caller: SaaS administrators, p_admin_id being their own id; not for a clinic they belong to, unless it is the only one. Takes back what is left of a top-up, at most the balance, once. Returns the ledger row. Errors: PT401 not_signed_in, PT403 forbidden, PT403 own_clinic, PT400 note_required, PT404 top_up_not_found, PT409 already_reversed, PT409 nothing_to_reverse.';
revoke execute on function public.saas_reverse_top_up(uuid, bigint, text, uuid) from public, anon, authenticated;
grant execute on function public.saas_reverse_top_up(uuid, bigint, text, uuid) to authenticated;
