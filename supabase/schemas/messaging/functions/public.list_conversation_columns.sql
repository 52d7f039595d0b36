create function public.list_conversation_columns(p_tenant_id uuid)
returns table (key text, name text, "position" integer)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select d.key, c.name, coalesce(c.position, d.position::integer) as place
    from unnest(array['new', 'in_progress', 'waiting_contact', 'finished']) with ordinality d (key, position)
    left join public.conversation_columns c on c.tenant_id = p_tenant_id and c.key = d.key
    order by place, d.position;
end;
$$;
comment on function public.list_conversation_columns(uuid) is
  'Caller: members. The four columns of the board in the clinic''s order; name is NULL where the clinic gave none. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_conversation_columns(uuid) from public, anon, authenticated;
grant execute on function public.list_conversation_columns(uuid) to authenticated;
