create function public.list_optouts(p_tenant_id uuid, p_search text default null, p_purpose text default null, p_limit integer default 50, p_offset integer default 0)
returns table (thread_id uuid, thread_key text, contact_name text, phone text, purpose text, keyword text, reason text, noted_by text, created_at timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_search text := nullif(replace(replace(app.normalize_text(p_search), '%', ''), '_', ''), '');
begin
  perform app.require_member(p_tenant_id);
  return query
    select o.thread_id, t.thread_key, t.contact_name, t.phone, o.purpose, o.keyword, o.reason, pr.full_name, o.created_at
    from public.conversation_optouts o
    join public.conversation_threads t on t.tenant_id = o.tenant_id and t.id = o.thread_id
    left join public.profiles pr on pr.id = o.created_by
    where o.tenant_id = p_tenant_id
      and (p_purpose is null or o.purpose = p_purpose)
      and (v_search is null or app.normalize_text(coalesce(t.contact_name, '')) like '%' || v_search || '%' or t.phone like '%' || v_search || '%')
    order by o.created_at desc, o.thread_id desc, o.purpose
    limit least(greatest(coalesce(p_limit, 50), 1), 200) offset greatest(coalesce(p_offset, 0), 0);
end;
$$;
comment on function public.list_optouts(uuid, text, text, integer, integer) is
  'Caller: members. Who opted out, the newest first: conversation, purpose, words or reason and who noted it. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_optouts(uuid, text, text, integer, integer) from public, anon, authenticated;
grant execute on function public.list_optouts(uuid, text, text, integer, integer) to authenticated;
