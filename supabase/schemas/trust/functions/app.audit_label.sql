create function app.audit_label(p_tenant_id uuid, p_entity text, p_entity_id text, p_details jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_table app.audited_tables;
  v_id uuid := case when p_entity_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p_entity_id end;
  v_label text;
begin
  if p_entity = 'session' then
    return (
      select coalesce(string_agg(p.name, ', ' order by x.position), '') from public.session_patients x
      join public.patients p on p.tenant_id = x.tenant_id and p.id = x.patient_id
      where x.tenant_id = p_tenant_id and x.session_id = v_id);
  elsif p_entity = 'conversation' then
    return (
      select coalesce(t.contact_name, t.phone) from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_id);
  elsif p_entity = 'payer' then
    return (
      select coalesce(p.name, y.full_name) from public.payers y left join public.patients p on p.tenant_id = y.tenant_id and p.id = y.patient_id
      where y.tenant_id = p_tenant_id and y.id = v_id);
  end if;
  select * into v_table from app.audited_tables t where t.entity = p_entity;
  if v_table.label_column is not null and v_id is not null and v_table.key_column <> 'tenant_id' then
    -- the clinic itself is its own tenant
    execute format('select left(t.%I::text, 200) from %s t where t.%I = $1 and t.%I = $2', v_table.label_column, v_table.name,
      v_table.key_column, case p_entity when 'clinic' then 'id' else 'tenant_id' end)
    into v_label using v_id, p_tenant_id;
  end if;
  return coalesce(v_label, app.audit_names(p_tenant_id, coalesce(p_entity_id, '')) ->> p_entity_id, p_details ->> v_table.label_column,
    p_details ->> 'full_name');
end;
$$;
comment on function app.audit_label(uuid, text, text, jsonb) is 'How the thing of an audit row is called now, or was when it went; null for settings and what has no name.';
revoke execute on function app.audit_label(uuid, text, text, jsonb) from public, anon, authenticated;
