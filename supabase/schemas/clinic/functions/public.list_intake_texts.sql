create function public.list_intake_texts(p_tenant_id uuid)
returns table (purpose text, nature text, version integer, title text, body text, is_used boolean, created_at timestamptz)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select p.key, p.nature, t.version, t.title, t.body, t.is_used, t.created_at
    from public.intake_purposes p
    cross join lateral (
      select x.* from public.intake_texts x
      where x.tenant_id = p_tenant_id and x.purpose = p.key order by x.version desc limit 1) t
    order by p.position;
end;
$$;
comment on function public.list_intake_texts(uuid) is
  'Caller: members. The current text of each purpose, used or not. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_intake_texts(uuid) from public, anon, authenticated;
grant execute on function public.list_intake_texts(uuid) to authenticated;
