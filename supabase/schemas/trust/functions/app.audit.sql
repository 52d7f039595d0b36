create function app.audit(
  p_tenant_id uuid, p_action text, p_entity text, p_entity_id text, p_before jsonb default null, p_after jsonb default null,
  p_reason text default null
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_claims jsonb := coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}');
  v_request text := coalesce(nullif(current_setting('request.headers', true), ''), '{}')::jsonb ->> 'x-request-id';
  v_key uuid := v_claims ->> 'api_key_id';
  v_person uuid := auth.uid();
  v_both boolean := p_before is not null and p_after is not null;
begin
  if not exists (select from public.tenants t where t.id = p_tenant_id) then
    return; -- it goes with its clinic
  end if;
  if p_before = p_after then
    return; -- said again
  end if;
  insert into public.audit_logs (tenant_id, actor_kind, actor_id, actor_name, action, entity, entity_id, before, after, reason, request_id, details_hash)
  values (
    p_tenant_id,
    case
      when v_key is not null then 'api_key'
      when v_person is null then 'system'
      when app.is_saas_admin() and not exists (
        select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v_person) then 'saas_admin'
      else 'person'
    end,
    coalesce(v_key, v_person),
    case when v_key is null then app.name_of_member(v_person) else left(v_claims ->> 'api_key_name', 120) end,
    p_action, p_entity, coalesce(p_entity_id, ''),
    case when v_both then app.audit_changed(p_before, p_after) else p_before end,
    case when v_both then app.audit_changed(p_after, p_before) else p_after end,
    left(p_reason, 2000),
    case when v_request ~ '^[\w.:-]{8,80}$' then v_request end,
    '');
end;
$$;
comment on function app.audit(uuid, text, text, text, jsonb, jsonb, text) is
  'Writes down an act on a thing of a clinic, in the transaction of the act. Who acts (the person, their API key by the claims api_key_id and api_key_name, an administrator of the service, or the system) and the request are found here. Of before and after what is equal is left out. The action is a row of app.audit_actions. Nothing for a clinic that is being deleted.';
revoke execute on function app.audit(uuid, text, text, text, jsonb, jsonb, text) from public, anon, authenticated;
