create function public.save_agenda_day_note(p_tenant_id uuid, p_id uuid, p_day date, p_body text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_body text;
  v_row public.agenda_day_notes;
begin
  perform app.require_member(p_tenant_id);
  v_body := nullif(btrim(app.normalize_lines(left(p_body, 500))), '');
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_body is null then
    raise sqlstate 'PT400' using message = 'empty_body';
  end if;
  if p_day is null or p_day not between '1990-01-01' and '2200-01-01' then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = coalesce(p_day::text, '');
  end if;
  insert into public.agenda_day_notes (tenant_id, id, day, body, created_by) values (p_tenant_id, p_id, p_day, v_body, auth.uid())
  on conflict (tenant_id, id) do update set day = excluded.day, body = excluded.body
  returning * into v_row;
  perform app.tell_agenda(p_tenant_id, 'day_notes');
  return jsonb_build_object('id', v_row.id, 'day', v_row.day, 'body', v_row.body, 'created_by', v_row.created_by,
    'created_by_name', (select p.full_name from public.profiles p where p.id = v_row.created_by), 'created_at', v_row.created_at);
end;
$$;
comment on function public.save_agenda_day_note(uuid, uuid, date, text) is
  'Caller: members. What the team should know of a day. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT400 empty_body, PT400 invalid_date.';
revoke execute on function public.save_agenda_day_note(uuid, uuid, date, text) from public, anon, authenticated;
grant execute on function public.save_agenda_day_note(uuid, uuid, date, text) to authenticated;
