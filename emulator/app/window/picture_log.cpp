#include "emulator/app/window/picture_log.hpp"
#include "emulator/ui/widget_map.hpp"
#include "hat_driver/base/system_error.hpp"

#include <imgui_internal.h>
#include <nlohmann/json.hpp>

#include <system_error>
#include <utility>

namespace cupola::app {

namespace fs = std::filesystem;
using nlohmann::json;

PictureLog::PictureLog(fs::path widgets, const fs::path& shown) : widgets_(std::move(widgets)) {
  if (shown.empty()) return;
  shown_.open(shown, std::ios::trunc);
  if (!shown_) base::throw_errno("open", shown.string());
}

void PictureLog::whole(const ui::WidgetMap& widgets, base::Monotonic now) {
  ++pictures_;
  note("whole", now);
  if (!widgets_.empty()) write_widgets(widgets);
}

void PictureLog::lights(base::Monotonic now) { note("lights", now); }

void PictureLog::note(const char* kind, base::Monotonic now) {
  if (!shown_.is_open()) return;
  shown_ << kind << ' ' << woken_.count() << ' ' << now.count() << '\n' << std::flush;
}

void PictureLog::write_widgets(const ui::WidgetMap& widgets) const {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const ImGuiID focused = context.NavDisableHighlight ? 0 : context.NavId;
  json list = json::array();
  for (const ui::Widget& each : widgets.widgets()) {
    list.push_back({{"label", each.label},
                    {"left", each.left},
                    {"top", each.top},
                    {"right", each.right},
                    {"bottom", each.bottom},
                    {"shown", each.shown},
                    {"focused", focused != 0 && each.id == focused}});
  }
  const json picture = {{"picture", pictures_}, {"widgets", std::move(list)}};
  // Whoever reads finds a whole file; it need not outlive a power cut.
  const fs::path beside = widgets_.string() + ".new";
  std::ofstream file(beside, std::ios::trunc);
  file << picture.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  file.close();
  std::error_code ignored;
  if (file) fs::rename(beside, widgets_, ignored);
}

}  // namespace cupola::app
