create function public.saas_top_up_whatsapp_credits(
  p_tenant_id uuid, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid
)
returns public.whatsapp_credits_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, p_client_id, p_admin_id);
  v_row public.whatsapp_credits_transactions;
  v_is_new boolean := not exists (
    select from public.whatsapp_credits_transactions x where x.tenant_id = p_tenant_id and x.kind = 'topup_manual' and x.reference = 'topup:' || p_client_id);
begin
  perform app.require_credits(p_credits, p_client_id::text);
  v_row := app.post_credits(p_tenant_id, 'topup_manual', p_credits, 'topup:' || p_client_id, false, null, null, p_admin_id, v_note);
  if v_is_new then
    perform app.audit(p_tenant_id, 'credits.granted', 'credits', v_row.id::text, null, jsonb_build_object('credits', p_credits), v_note);
  end if;
  return v_row;
end;
$$;
comment on function public.saas_top_up_whatsapp_credits(uuid, integer, text, uuid, uuid) is
  'Caller: SaaS administrators, p_admin_id being their own id; not for a clinic they belong to, unless it is the only one. Idempotent by p_client_id. Returns the ledger row. Errors: PT401 not_signed_in, PT403 forbidden, PT403 own_clinic, PT400 missing_client_id, PT400 note_required, PT400 invalid_credits, PT404 tenant_not_found, PT409 reference_in_use.';
revoke execute on function public.saas_top_up_whatsapp_credits(uuid, integer, text, uuid, uuid) from public, anon, authenticated;
grant execute on function public.saas_top_up_whatsapp_credits(uuid, integer, text, uuid, uuid) to authenticated;
