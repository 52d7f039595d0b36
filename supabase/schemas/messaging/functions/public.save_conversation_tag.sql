create function public.save_conversation_tag(
  p_tenant_id uuid, p_id uuid, p_name text, p_color text, p_archived boolean default false, p_position integer default null
)
returns public.conversation_tags
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_name text;
  v_before public.conversation_tags;
  v_row public.conversation_tags;
begin
  v_name := app.require_name(p_name, 60);
  if p_color is null or p_color not in ('gray', 'red', 'orange', 'amber', 'green', 'teal', 'blue', 'violet', 'pink') then
    raise sqlstate 'PT400' using message = 'invalid_color';
  end if;
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- one writer a clinic: of two with one name the second is refused
  perform pg_advisory_xact_lock(hashtextextended('conversation_tags:' || p_tenant_id, 0));
  select * into v_before from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = p_id;
  if found and (v_before.name, v_before.color, v_before.archived_at is not null, v_before.position)
    is not distinct from (v_name, p_color, coalesce(p_archived, false), coalesce(p_position, v_before.position)) then
    return v_before;
  end if;
  -- anybody may add one while working; to change what the whole team uses is for those who lead it
  if v_before.id is not null then
    perform app.require_leader(p_tenant_id);
  elsif (select count(*) from public.conversation_tags g where g.tenant_id = p_tenant_id) >= 200 then
    raise sqlstate 'PT409' using message = 'too_many_tags', detail = '200';
  end if;
  if exists (
    select from public.conversation_tags g
    where g.tenant_id = p_tenant_id and g.name_key = app.normalize_text(v_name) and g.id <> p_id
  ) then
    raise sqlstate 'PT409' using message = 'tag_exists', detail = v_name;
  end if;
  insert into public.conversation_tags (tenant_id, id, name, name_key, color, position, archived_at)
  values (p_tenant_id, p_id, v_name, app.normalize_text(v_name), p_color, coalesce(p_position, 100), case when p_archived then now() end)
  on conflict (tenant_id, id) do update set
    name = excluded.name, name_key = excluded.name_key, color = excluded.color,
    position = coalesce(p_position, v_before.position),
    archived_at = case when p_archived then coalesce(v_before.archived_at, now()) end
  returning * into v_row;
  perform app.broadcast(p_tenant_id, 'conversation_tag', jsonb_build_object('tag', to_jsonb(v_row) - 'tenant_id'));
  return v_row;
end;
$$;
comment on function public.save_conversation_tag(uuid, uuid, text, text, boolean, integer) is
  'Caller: members add one (p_id comes from the client); owner, admin and supervisor rename, recolour, order, archive and bring back. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_color, PT400 missing_client_id, PT409 tag_exists, PT409 too_many_tags.';
revoke execute on function public.save_conversation_tag(uuid, uuid, text, text, boolean, integer) from public, anon, authenticated;
grant execute on function public.save_conversation_tag(uuid, uuid, text, text, boolean, integer) to authenticated;
