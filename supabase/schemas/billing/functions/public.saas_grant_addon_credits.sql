create function public.saas_grant_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid, p_product_id uuid default null
)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, p_client_id, p_admin_id);
  v_row public.addon_transactions;
  v_is_new boolean := not exists (
    select from public.addon_transactions x where x.tenant_id = p_tenant_id and x.type = 'topup_manual' and x.reference = 'topup:' || p_client_id);
begin
  perform app.require_credits(p_credits, p_client_id::text);
  v_row := app.post_addon_credits(p_tenant_id, p_addon_type, 'topup_manual', p_credits, 'topup:' || p_client_id, jsonb_build_object(
    'description', v_note, 'admin_user_id', p_admin_id, 'product_id', (select p.id from public.addon_products p where p.id = p_product_id)));
  if v_is_new then
    perform app.audit(p_tenant_id, 'addon.granted', 'addon', p_addon_type, null, jsonb_build_object('credits', p_credits), v_note);
  end if;
  return v_row;
end;
$$;
comment on function public.saas_grant_addon_credits(uuid, text, integer, text, uuid, uuid, uuid) is
  'Caller: SaaS administrators, as saas_top_up_whatsapp_credits. Idempotent by p_client_id. Returns the ledger row. Errors: PT401 not_signed_in, PT403 forbidden, PT403 own_clinic, PT400 missing_client_id, PT400 note_required, PT400 invalid_credits, PT404 tenant_not_found, PT404 addon_not_found, PT409 reference_in_use.';
revoke execute on function public.saas_grant_addon_credits(uuid, text, integer, text, uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.saas_grant_addon_credits(uuid, text, integer, text, uuid, uuid, uuid) to authenticated;
