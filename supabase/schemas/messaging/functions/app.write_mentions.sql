-- Who is mentioned in a note, from what the screen sent: active members, once each.
create function app.write_mentions(p_tenant_id uuid, p_note_id uuid, p_mentions uuid[])
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_mentions uuid[] := array(select distinct m from unnest(p_mentions[1:50]) m where m is not null order by m);
begin
  if exists (
    select from unnest(v_mentions) v where not exists (
      select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v and m.status = 'active')
  ) then
    raise sqlstate 'PT400' using message = 'mention_not_a_member';
  end if;
  delete from public.conversation_note_mentions m
  where m.tenant_id = p_tenant_id and m.note_id = p_note_id and m.user_id <> all (v_mentions);
  insert into public.conversation_note_mentions (tenant_id, note_id, user_id)
  select p_tenant_id, p_note_id, v from unnest(v_mentions) v
  on conflict do nothing;
  return v_mentions;
end;
$$;
comment on function app.write_mentions(uuid, uuid, uuid[]) is 'Caller: whoever writes the note. Errors: PT400 mention_not_a_member.';
revoke execute on function app.write_mentions(uuid, uuid, uuid[]) from public, anon, authenticated;
