create function app.begin_pix_charge(p_tenant_id uuid, p_id uuid, p_charge_ids uuid[], p_cpf_cnpj text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_money_writer(p_tenant_id);
  return app.begin_pix(p_tenant_id, p_id, p_charge_ids, p_cpf_cnpj);
end;
$$;

comment on function app.begin_pix_charge(uuid, uuid, uuid[], text) is
  'Caller: owner, admin and operator, through charge-by-pix. As app.begin_pix. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT404 session_charge_not_found, PT400 invalid_cpf_cnpj, PT409 pix_not_connected, PT409 client_id_in_use, PT409 already_paid, PT400 payer_document_required.';
revoke execute on function app.begin_pix_charge(uuid, uuid, uuid[], text) from public, anon, authenticated;
grant execute on function app.begin_pix_charge(uuid, uuid, uuid[], text) to authenticated;
