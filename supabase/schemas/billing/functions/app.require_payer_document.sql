-- The CPF or CNPJ that a charge is to name: what was typed, or else the clinic's. The first one is kept.
create function app.require_payer_document(p_tenant_id uuid, p_typed text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_document text := app.normalise_cpf_cnpj(p_typed);
begin
  if p_typed is null or p_typed !~ '\w' then
    select t.cpf_cnpj into v_document from public.tenants t where t.id = p_tenant_id;
    if v_document is null then
      raise sqlstate 'PT400' using message = 'document_required', hint = 'Type the CPF or CNPJ of whoever pays.';
    end if;
  elsif v_document is null then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  update public.tenants set cpf_cnpj = v_document where id = p_tenant_id and cpf_cnpj is null;
  return v_document;
end;
$$;
revoke execute on function app.require_payer_document(uuid, text) from public, anon, authenticated;
