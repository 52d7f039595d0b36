create function app.give_intake(p_tenant_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_form uuid;
begin
  insert into public.intake_forms (tenant_id, name, is_default)
  select p_tenant_id, 'Ficha de cadastro', true
  where not exists (select from public.intake_forms f where f.tenant_id = p_tenant_id)
  returning id into v_form;
  insert into public.intake_form_versions (tenant_id, form_id, version, definition)
  select p_tenant_id, v_form, 1, app.checked_intake_definition(app.default_intake_definition()) where v_form is not null;
  insert into public.intake_texts (tenant_id, purpose, version, title, body, is_used, fingerprint)
  select p_tenant_id, p.key, 1, p.default_title, p.default_body, p.is_used_at_first, app.text_fingerprint(p.default_title, p.default_body)
  from public.intake_purposes p
  where not exists (select from public.intake_texts t where t.tenant_id = p_tenant_id and t.purpose = p.key);
end;
$$;
comment on function app.give_intake(uuid) is 'Gives a clinic the form and the texts that it begins with, where it has none. Repeating it changes nothing.';
revoke execute on function app.give_intake(uuid) from public, anon, authenticated;
