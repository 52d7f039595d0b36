-- Whoever gives credits away signs with the own id, says why, and does not belong to the clinic. The trimmed note.
create function app.require_top_up(p_tenant_id uuid, p_note text, p_client_id uuid, p_admin_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_admin uuid := app.require_saas_admin();
  v_note text := coalesce(app.normalize_lines(left(p_note, 2000)), '');
begin
  if p_admin_id is distinct from v_admin then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'A top-up is signed by whoever makes it.';
  end if;
  if exists (select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v_admin)
    and not (select s.single_tenant from app.settings s) then
    raise sqlstate 'PT403' using message = 'own_clinic', hint = 'Ask another administrator of the service.';
  end if;
  if p_client_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if char_length(v_note) not between 3 and 500 then
    raise sqlstate 'PT400' using message = 'note_required', detail = 'From 3 to 500 characters.';
  end if;
  return v_note;
end;
$$;
revoke execute on function app.require_top_up(uuid, text, uuid, uuid) from public, anon, authenticated;
