create function app.audit_page(p_tenant_id uuid, p_filter jsonb, p_before uuid, p_limit integer)
returns table (
  key uuid, at timestamptz, source text, actor_kind text, actor_id uuid, actor_name text, action text, area text, severity text,
  entity text, entity_id text, label text, link text, before jsonb, after jsonb, names jsonb, reason text, request_id text, seq bigint,
  erased_at timestamptz
)
language sql
stable
set search_path = ''
as $$
  select e.key, e.at, e.source, e.actor_kind, e.actor_id, coalesce(e.actor_name, app.name_of_member(e.actor_id)), e.action, e.area, e.severity,
    e.entity, e.entity_id, app.audit_label(p_tenant_id, e.entity, e.entity_id, coalesce(e.before, e.after)),
    app.audit_link(p_tenant_id, e.entity, e.entity_id), e.before, e.after,
    app.audit_names(p_tenant_id, concat(e.before, e.after)), e.reason, e.request_id, e.seq, e.erased_at
  from app.audit_entries(p_tenant_id, p_filter, p_before, p_limit) e
  order by e.key desc;
$$;
comment on function app.audit_page(uuid, jsonb, uuid, integer) is 'app.audit_entries with what people call everything.';
revoke execute on function app.audit_page(uuid, jsonb, uuid, integer) from public, anon, authenticated;
