create function public.save_intake_text(p_tenant_id uuid, p_purpose text, p_version integer, p_title text, p_body text, p_is_used boolean)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_title text;
  v_body text := btrim(app.normalize_lines(p_body), E' \n');
  v_row public.intake_texts;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  v_title := app.require_name(p_title, 160);
  if v_body is null or char_length(v_body) not between 1 and 20000 then
    raise sqlstate 'PT400' using message = 'invalid_text', detail = '20000';
  end if;
  select * into v_row from public.intake_texts t
  where t.tenant_id = p_tenant_id and t.purpose = p_purpose order by t.version desc limit 1 for update;
  if v_row.purpose is null then
    raise sqlstate 'PT404' using message = 'text_not_found';
  end if;
  if (v_row.title, v_row.body, v_row.is_used) is distinct from (v_title, v_body, coalesce(p_is_used, false)) then
    if v_row.version is distinct from p_version then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
    insert into public.intake_texts (tenant_id, purpose, version, title, body, is_used, fingerprint, created_by)
    values (p_tenant_id, p_purpose, v_row.version + 1, v_title, v_body, coalesce(p_is_used, false), app.text_fingerprint(v_title, v_body), auth.uid())
    on conflict do nothing returning * into v_row;
    -- somebody who was faster holds the next version
    if v_row.purpose is null then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
  end if;
  return jsonb_build_object('purpose', v_row.purpose, 'version', v_row.version, 'title', v_row.title, 'body', v_row.body,
    'is_used', v_row.is_used, 'created_at', v_row.created_at);
end;
$$;
comment on function public.save_intake_text(uuid, text, integer, text, text, boolean) is
  'Caller: owner, admin, supervisor. Another version of a text; p_version is the one that was read. The same words again are the same version. Answers the text. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_text, PT404 text_not_found, PT409 changed_meanwhile.';
revoke execute on function public.save_intake_text(uuid, text, integer, text, text, boolean) from public, anon, authenticated;
grant execute on function public.save_intake_text(uuid, text, integer, text, text, boolean) to authenticated;
