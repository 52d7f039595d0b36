create function app.audit_names(p_tenant_id uuid, p_texts text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(n.id, n.name), '{}')
  from (
    select i.id, coalesce(
      (select t.name from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = i.id),
      (select app.name_of_member(m.user_id) from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = i.id),
      (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = i.id),
      (select r.name from public.rooms r where r.tenant_id = p_tenant_id and r.id = i.id),
      (select y.name from public.session_types y where y.tenant_id = p_tenant_id and y.id = i.id)) as name
    from (
      select distinct m[1]::uuid as id
      from regexp_matches(p_texts, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') m
    ) i
  ) n
  where n.name is not null;
$$;
comment on function app.audit_names(uuid, text) is 'How the people, rooms and kinds of session of a clinic are called now whose ids stand in a text: {id: name}.';
revoke execute on function app.audit_names(uuid, text) from public, anon, authenticated;
