create function public.save_score_rules(p_tenant_id uuid, p_rules jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_sales_leader(p_tenant_id);
  if jsonb_typeof(p_rules) is distinct from 'array' or jsonb_array_length(p_rules) > 30 or exists (
    select from jsonb_array_elements(p_rules) r (x)
    where coalesce(r.x ->> 'field', '') not in ('has_email', 'has_phone', 'has_company', 'origin_is', 'utm_source_is', 'message_contains')
      or (r.x ->> 'field' like 'has_%') <> (app.trimmed(r.x ->> 'value', 60) is null)
      or coalesce(r.x ->> 'points', '') !~ '^-?[1-9][0-9]?$|^-?100$')
  then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'rules';
  end if;
  -- one after the other: both would write all of them
  perform app.lock_identity(p_tenant_id, array['score_rules']);
  delete from public.lead_score_rules r where r.tenant_id = p_tenant_id;
  insert into public.lead_score_rules (tenant_id, field, value, points, position)
  select p_tenant_id, r.x ->> 'field', app.trimmed(r.x ->> 'value', 60), (r.x ->> 'points')::smallint, r.n
  from jsonb_array_elements(p_rules) with ordinality r (x, n);
  update public.crm_leads l set score = app.lead_score(l)
  where l.tenant_id = p_tenant_id and l.status in ('new', 'contacted', 'qualified') and l.score <> app.lead_score(l);
  return public.get_sales_settings(p_tenant_id);
end;
$$;
comment on function public.save_score_rules(uuid, jsonb) is
  'Caller: owner, admin, supervisor. [{field: has_email | has_phone | has_company | origin_is | utm_source_is | message_contains, value, points: -100 to 100}] in the place of what was there; open leads are counted anew. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_sale.';
revoke execute on function public.save_score_rules(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_score_rules(uuid, jsonb) to authenticated;
