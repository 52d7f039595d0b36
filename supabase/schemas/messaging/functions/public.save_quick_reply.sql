create function public.save_quick_reply(
  p_tenant_id uuid, p_id uuid, p_is_personal boolean, p_shortcut text, p_title text, p_body text, p_file_ids uuid[] default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_is_personal boolean := coalesce(p_is_personal, true);
  v_owner uuid;
  v_shortcut text;
  v_title text;
  v_body text;
  v_row public.quick_replies;
  v_file_ids uuid[];
begin
  if v_is_personal then
    perform app.require_member(p_tenant_id);
    v_owner := auth.uid();
  else
    perform app.require_admin(p_tenant_id);
  end if;
  v_shortcut := app.require_shortcut(p_shortcut);
  v_title := app.require_name(p_title, 80);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- one writer a clinic: the limit holds, and of two with one word the second is refused
  perform pg_advisory_xact_lock(hashtextextended('quick_replies:' || p_tenant_id, 0));
  v_row := app.require_quick_reply_rights(p_tenant_id, p_id);
  v_file_ids := coalesce(p_file_ids, array(
    select x.file_id from public.quick_reply_files x where x.tenant_id = p_tenant_id and x.reply_id = p_id order by x.position));
  v_body := app.checked_quick_reply_body(p_body, cardinality(v_file_ids) > 0);
  if exists (
    select from public.quick_replies q
    where q.tenant_id = p_tenant_id and q.owner_id is not distinct from v_owner and q.shortcut = v_shortcut and q.id <> p_id
  ) then
    raise sqlstate 'PT409' using message = 'shortcut_taken', detail = v_shortcut;
  end if;
  if (v_row.id is null or v_row.owner_id is distinct from v_owner) and (
    select count(*) from public.quick_replies q where q.tenant_id = p_tenant_id and q.owner_id is not distinct from v_owner
  ) >= 300 then
    raise sqlstate 'PT409' using message = 'too_many_quick_replies', detail = '300';
  end if;
  if v_row.id is null
    or (v_row.owner_id, v_row.shortcut, v_row.title, v_row.body) is distinct from (v_owner, v_shortcut, v_title, v_body) then
    insert into public.quick_replies (tenant_id, id, owner_id, shortcut, title, body)
    values (p_tenant_id, p_id, v_owner, v_shortcut, v_title, v_body)
    on conflict (tenant_id, id) do update set
      owner_id = excluded.owner_id, shortcut = excluded.shortcut, title = excluded.title, body = excluded.body
    returning * into v_row;
  end if;
  perform app.put_quick_reply_files(p_tenant_id, p_id, v_file_ids);
  return app.quick_reply_payload(v_row);
end;
$$;
comment on function public.save_quick_reply(uuid, uuid, boolean, text, text, text, uuid[]) is
  'Caller: members for their own, owner and admin for the clinic''s. p_id comes from the client; an id that is not there is created, also again after it was deleted. p_file_ids: up to five files that were put with begin_quick_reply_upload, in their order, without which the text is not empty; NULL leaves them as they are. Answers as list_quick_replies. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_shortcut, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT400 unknown_variable, PT400 missing_client_id, PT400 too_many_files, PT404 upload_not_found, PT409 upload_incomplete, PT404 quick_reply_not_found, PT409 shortcut_taken, PT409 too_many_quick_replies.';
revoke execute on function public.save_quick_reply(uuid, uuid, boolean, text, text, text, uuid[]) from public, anon, authenticated;
grant execute on function public.save_quick_reply(uuid, uuid, boolean, text, text, text, uuid[]) to authenticated;
