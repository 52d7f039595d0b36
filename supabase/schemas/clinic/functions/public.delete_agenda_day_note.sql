create function public.delete_agenda_day_note(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  delete from public.agenda_day_notes n where n.tenant_id = p_tenant_id and n.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'note_not_found';
  end if;
  perform app.tell_agenda(p_tenant_id, 'day_notes');
end;
$$;
comment on function public.delete_agenda_day_note(uuid, uuid) is
  'Caller: members. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 note_not_found.';
revoke execute on function public.delete_agenda_day_note(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_agenda_day_note(uuid, uuid) to authenticated;
