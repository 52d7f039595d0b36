create function public.saas_list_tenants(
  p_search text default null, p_limit integer default 50, p_after_name text default null, p_after_id uuid default null
)
returns table (
  id uuid, slug text, name text, created_at timestamptz, members bigint, conversations bigint, messages_30d bigint,
  channel text, channel_state text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select t.id, t.slug, t.name, t.created_at,
      (select count(*) from public.tenant_members m where m.tenant_id = t.id and m.status = 'active'),
      (select count(*) from public.conversation_threads h where h.tenant_id = t.id),
      -- by conversation, because the timeline index then reads no more than these thirty days
      (select count(*) from public.conversation_threads h
        join public.conversation_messages g on g.tenant_id = h.tenant_id and g.thread_id = h.id
          and g.occurred_at >= now() - interval '30 days'
        where h.tenant_id = t.id and h.last_message_at >= now() - interval '30 days'),
      c.provider, c.connection_state
    from public.tenants t
    left join lateral app.active_channel(t.id) c on true
    where (p_search is null or app.normalize_text(t.name) like '%' || app.normalize_text(p_search) || '%' or t.slug like '%' || lower(p_search) || '%')
      and (p_after_name is null or (t.name, t.id) > (p_after_name, coalesce(p_after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')))
    order by t.name, t.id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_tenants(text, integer, text, uuid) is
  'Caller: SaaS administrators. Clinics by name with their size; pass the last row''s name and id for the next page. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_tenants(text, integer, text, uuid) from public, anon, authenticated;
grant execute on function public.saas_list_tenants(text, integer, text, uuid) to authenticated;
